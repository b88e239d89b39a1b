// All tests of `src` in one file, so that what they share is loaded once for each mutant
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, told } from './vitest.ts';

// of the built package, hosts and pages, of words and workflows, and those that take long and see no more
const OTHERS =
  /^((?:hosts|package|site)\/.*|demo|docs|readme|contributing|workflows|layers|purity|hostile|fuzz|regressions|validators|checked|holds|equal)(\.test\.ts)?$/;

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.test.ts') && !OTHERS.test(name),
);

// what is made once, when it is first asked for, is made before any test: else it counts as tested by the first one alone
await told(async () => {
  const { map } = await import('../checked.ts');
  const { validateInteraction } = await import('../../src/index.ts');
  map(null);
  validateInteraction({ type: 'click', user_id: 'u1' });
})();

for (const file of files) {
  const path = resolve('test', file);
  // a file that is changed has other tests: what they found before is not gone on with
  const version = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 8);
  describe(`${file} ${version}`, () => import(path));
}
