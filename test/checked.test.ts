import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { check } from './checked.ts';

// these check the results themselves: by `check`, by the contract, by type, or from outside; or map nothing
const EXEMPT = [
  'createMapper.test.ts',
  'options.test.ts',
  'checked.ts',
  'hostile.test.ts',
  'index.test.ts',
  'mapper.test.ts',
  'properties.test.ts',
  'purity.test.ts',
  // what must hold of each result, without `expect`: as strict, and much faster
  'holds.ts',
  'holds.test.ts',
  'fuzz/case.ts',
];
const EXEMPT_FOLDERS = /^(types|contract|hostile|package|\.docs)\//;

test('every test maps through checked.ts, so that each interaction is held against the contract', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const mapping = files.filter((name) =>
    /import \{[^}]*\b(mapSegmentEvent|createMapper)\b[^}]*\} from '[./]+src/.test(
      readFileSync(`test/${name}`, 'utf8'),
    ),
  );
  const others = mapping.filter((name) => !EXEMPT.includes(name) && !EXEMPT_FOLDERS.test(name));
  expect(others).toStrictEqual(['miso/uploadError.test.ts']);
});

test.each([
  ['a stray field', { type: 'click', user_id: 'u1', revenue: 5 }],
  ['no identity', { type: 'click' }],
  ['an undefined member', { type: 'click', user_id: 'u1', timestamp: undefined }],
  ['an empty object', { type: 'click', user_id: 'u1', context: {} }],
])('the check finds %s', (_, interaction) => {
  expect(() => check({ status: 'mapped', interactions: [interaction as never], issues: [] })).toThrow();
});

test('the check finds a rejection without an error', () => {
  const issue = { code: 'missing_timestamp', severity: 'warning', path: 'timestamp', message: '' } as const;
  expect(() => check({ status: 'rejected', interactions: [], issues: [issue] })).toThrow();
  expect(() => check({ status: 'skipped', interactions: [], issues: [issue] })).toThrow();
});
