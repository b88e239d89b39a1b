// All tests of `src` in one file, so that what they share is loaded once for each mutant
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

// of the built package, hosts and pages, of words and workflows, and those that take long and see no more
const OTHERS =
  /^((?:hosts|package|site)\/.*|demo|docs|readme|contributing|workflows|layers|purity|hostile|fuzz|regressions|validators|checked|holds|equal)(\.test\.ts)?$/;

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.test.ts') && !OTHERS.test(name),
);

for (const file of files) {
  let error: unknown;
  await import(resolve('test', file)).catch((thrown: unknown) => (error = thrown));
  // a mutant may break what a file does when it is loaded: then it has no test that could fail
  test(`${file} can be loaded`, () => {
    expect(error).toBeUndefined();
  });
}
