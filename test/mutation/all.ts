// All tests of `src` as one file, so that what they share is loaded once for each mutant
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, reportError } from './vitest.ts';

const TESTS = /^(unit\/.*|contract\/schema|property\/(properties|oracle))\.test\.ts$/;
// what tests no code of `src`, or takes long and finds no more
const OTHERS = ['unit/rules/schemaLibraries.test.ts'];

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
  (file) => TESTS.test(file) && !OTHERS.includes(file),
);

// what is created at its first use is created before all tests: otherwise only the first test would count as covering it
await reportError(async () => {
  const { mapEvent: map } = await import('../helpers/checkedMapper.ts');
  const { validateInteraction } = await import('../../src/index.ts');
  map(null);
  validateInteraction({ type: 'click', user_id: 'u1' });
})();

for (const file of files) {
  const path = resolve('test', file);
  // a changed file has other tests, so an incremental run does not reuse its earlier results
  const version = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 8);
  describe(`${file} ${version}`, () => import(path));
}
