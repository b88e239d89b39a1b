// @ts-check
// Writes the SQL that creates the functions, `dist/bigquery.sql` and `dist/snowflake.sql`, and `dist/pipe.mjs` for Spark.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { library } = parseArgs({ options: { library: { type: 'string' } } }).values;
if (library !== undefined && !/^gs:\/\/[\w./-]+\.js$/.test(library)) {
  throw new Error('--library must be an address such as gs://YOUR_BUCKET/segment-to-miso.js');
}

const here = fileURLToPath(new URL('.', import.meta.url));
rmSync(`${here}dist`, { recursive: true, force: true });
mkdirSync(`${here}dist`);

const code = await bundle('mapRow.mjs', {
  // neither warehouse says which edition of the language it runs
  target: 'es2019',
  charset: 'ascii',
  format: 'iife',
  globalName: 'segmentToMiso',
});
if (library === undefined)
  writeInline('bigquery', '"""', 32 * 1024, 'put it into a bucket: --library gs://…');
else writeLibrary(library);
writeInline('snowflake', '$$', 100_000, 'have fewer rules of your own');
write('pipe.mjs', await bundle('pipe.mjs', { target: 'node20', platform: 'node', format: 'esm' }));

/**
 * @param {string} entry
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entry, options) {
  const { outputFiles = [] } = await build({
    entryPoints: [here + entry],
    bundle: true,
    minify: true,
    write: false,
    tsconfigRaw: '{}',
    ...options,
  });
  return outputFiles.map(({ text }) => text.trim()).join();
}

/**
 * Writes the function with the code in it; what does not fit keeps no other file from being written.
 *
 * @param {'bigquery' | 'snowflake'} warehouse
 * @param {string} quote What the SQL has the code between.
 * @param {number} maxBytes https://cloud.google.com/bigquery/quotas#udf_limits and, as a recommendation,
 *   https://docs.snowflake.com/en/developer-guide/udf/javascript/udf-javascript-limitations
 * @param {string} advice
 */
function writeInline(warehouse, quote, maxBytes, advice) {
  // a function, as a string would be searched for `$&`
  const sql = readTemplate(`${warehouse}/inline`).replace('{{code}}', () => code);
  const [, body = '', ...others] = sql.split(quote);
  if (others.length !== 1) throw new Error(`${warehouse}: the code contains ${quote}`);
  if (body.length <= maxBytes) return write(`${warehouse}.sql`, sql);
  console.error(`${warehouse}: the code has ${body.length} bytes, the limit is ${maxBytes}; ${advice}`);
  process.exitCode = 1;
}

/**
 * Writes BigQuery's function and, beside it, the code that it loads.
 *
 * @param {string} address
 */
function writeLibrary(address) {
  write('segment-to-miso.js', code);
  write('bigquery.sql', readTemplate('bigquery/library').replace('{{library}}', address));
}

/** @param {string} name */
function readTemplate(name) {
  return readFileSync(`${here}${name}.template.sql`, 'utf8');
}

/**
 * @param {string} name
 * @param {string} text
 */
function write(name, text) {
  writeFileSync(`${here}dist/${name}`, text);
}
