// type-fest's types are inlined with their documentation, whose examples import packages that ours does not bring
import { readFileSync, writeFileSync } from 'node:fs';

const FOREIGN_EXAMPLE = /\/\*\*(?:(?!\*\/)[^])*'type-fest'(?:(?!\*\/)[^])*\*\/\n/g;

for (const file of ['dist/index.d.ts', 'dist/index.d.cts']) {
  writeFileSync(file, readFileSync(file, 'utf8').replace(FOREIGN_EXAMPLE, ''));
}

// esbuild's helpers read what a page has put on the prototype of all objects, and then throw
const HELPERS = [
  [/for ?\(var (\w+) in (\w+)\)/, 'for(var $1 of Object.keys($2))'],
  [/\{ ?get: ?(?=\w+\[)/, '{__proto__:null,get:'],
  [/\{ ?get: ?(?=\(\) ?=>)/, '{__proto__:null,get:'],
  [/("__esModule", ?)\{ ?value: ?(true|!0) ?\}/, '$1{__proto__:null,value:$2}'],
];

for (const file of ['dist/index.cjs', 'dist/segment-to-miso.global.js']) {
  const text = HELPERS.reduce(
    (before, [helper, safe]) => {
      if (before.split(helper).length < 2) throw new Error(`${file} has no ${helper}`);
      return before.replace(helper, safe);
    },
    readFileSync(file, 'utf8'),
  );
  writeFileSync(file, text);
}
