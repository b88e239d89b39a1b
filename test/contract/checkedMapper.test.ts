import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkResult } from '../helpers/checkedMapper.ts';

// these check the results themselves: by `check`, by the contract, by type, or from outside; or map nothing
const EXEMPT_FILES = [
  'helpers/checkedMapper.ts',
  'unit/createMapper.test.ts',
  'unit/index.test.ts',
  'unit/mapSegmentEvent.test.ts',
  'unit/options/beforeMap.test.ts',
  'unit/options/options.test.ts',
  'unit/rules/suggestRules.test.ts',
  // a refused upload is what it is about
  'unit/miso/uploadError.test.ts',
];
// in `property`, the invariants ask for the same without `expect`, which is slow
const EXEMPT_FOLDERS = /^(types|contract|property|package|site|\.docs)\//;

test('every other test maps through checkedMapper.ts, which holds each interaction against the contract', () => {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !EXEMPT_FILES.includes(name) && !EXEMPT_FOLDERS.test(name),
  );
  expect(files.length).toBeGreaterThan(20);
  const others = files.filter((name) =>
    /import \{[^}]*\b(mapSegmentEvent|createMapper)\b[^}]*\} from '[./]+src/.test(
      readFileSync(`test/${name}`, 'utf8'),
    ),
  );
  expect(others).toStrictEqual([]);
});

test.each([
  ['a stray field', { type: 'click', user_id: 'u1', revenue: 5 }],
  ['no identity', { type: 'click' }],
  ['an undefined member', { type: 'click', user_id: 'u1', timestamp: undefined }],
  ['an empty object', { type: 'click', user_id: 'u1', context: {} }],
])('the check finds %s', (_, interaction) => {
  expect(() => checkResult({ status: 'mapped', interactions: [interaction as never], issues: [] })).toThrow();
});

test('the check finds a rejection without an error', () => {
  const issue = { code: 'missing_timestamp', severity: 'warning', path: 'timestamp', message: '' } as const;
  expect(() => checkResult({ status: 'rejected', interactions: [], issues: [issue] })).toThrow();
  expect(() => checkResult({ status: 'skipped', interactions: [], issues: [issue] })).toThrow();
});
