// Runs a TypeScript file of the tests on Node 20, which cannot read one: node scripts/run.mjs FILE [ARGUMENTS]
import { rmSync } from 'node:fs';
import { parse, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [, , file] = process.argv;
// inside the project, so that packages are found from there
const bundle = fileURLToPath(
  new URL(`../node_modules/.run/${parse(file).name}-${process.pid}.mjs`, import.meta.url),
);
process.on('exit', () => rmSync(bundle, { force: true }));
await build({
  entryPoints: [resolve(file)],
  outfile: bundle,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'error',
});
process.argv.splice(1, 2, bundle);
await import(pathToFileURL(bundle));
