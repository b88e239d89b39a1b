// type-fest's types are inlined with their documentation, whose examples import packages that ours does not bring
import { readFileSync, writeFileSync } from 'node:fs';

const FOREIGN_EXAMPLE = /\/\*\*(?:(?!\*\/)[^])*'type-fest'(?:(?!\*\/)[^])*\*\/\n/g;

for (const file of ['dist/index.d.ts', 'dist/index.d.cts']) {
  writeFileSync(file, readFileSync(file, 'utf8').replace(FOREIGN_EXAMPLE, ''));
}
