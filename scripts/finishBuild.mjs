import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

function rewrite(file, change) {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

// type-fest's types are inlined with their documentation, whose examples import packages that ours does not bring
const FOREIGN_EXAMPLE = /\/\*\*(?:(?!\*\/)[^])*'type-fest'(?:(?!\*\/)[^])*\*\/\n/g;
for (const file of ['dist/index.d.ts', 'dist/index.d.cts'])
  rewrite(file, (code) => code.replace(FOREIGN_EXAMPLE, ''));

// Rollup calls a variable `exports`, for which tools take the file for CommonJS
rewrite(
  'dist/segment-to-miso.global.js',
  (code) => transformSync(code, { minify: true, target: 'es2020' }).code,
);
