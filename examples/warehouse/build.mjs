// @ts-check
// Writes the SQL that creates the functions, `dist/bigquery.sql` and `dist/snowflake.sql`: a template with the code in it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What the warehouses allow: how the code is quoted, and how much of it there may be. */
const WAREHOUSES = {
  // https://cloud.google.com/bigquery/quotas#udf_limits: more must come from a bucket
  bigquery: { quote: '"""', maxBytes: 32 * 1024 },
  // https://docs.snowflake.com/en/developer-guide/udf/javascript/udf-javascript-limitations: recommended
  snowflake: { quote: '$$', maxBytes: 100_000 },
};

const here = new URL('.', import.meta.url);

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('row.mjs', here))],
  bundle: true,
  minify: true,
  // neither says which edition of the language it runs
  target: 'es2019',
  charset: 'ascii',
  format: 'iife',
  globalName: 'segmentToMiso',
  write: false,
});
const code = outputFiles.map(({ text }) => text.trim()).join();

mkdirSync(new URL('dist', here), { recursive: true });
for (const [name, { quote, maxBytes }] of Object.entries(WAREHOUSES)) {
  const template = readFileSync(new URL(`${name}/function.template.sql`, here), 'utf8');
  // a function, as a text would be searched for `$&`
  const sql = template.replace('{{code}}', () => code);
  const [, body = ''] = sql.split(quote);
  if (sql.split(quote).length !== 3) throw new Error(`${name}: the code holds ${quote}`);
  if (body.length > maxBytes) throw new Error(`${name}: the code has ${body.length} bytes, of ${maxBytes}`);
  writeFileSync(new URL(`dist/${name}.sql`, here), sql);
}
