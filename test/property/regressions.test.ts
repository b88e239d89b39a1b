import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Case, checkCase } from './fuzz/checkCase.ts';
import { deserialize, serialize } from './fuzz/serialize.ts';

const FOLDER = 'test/property/regressions';

/** What `npm run fuzz` found: cases for which a property did not hold once. */
const cases = readdirSync(FOLDER).map((file) => [
  file,
  JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')),
]);

test.each(cases)('all holds of %s', (_, json) => {
  checkCase(deserialize(json) as Case);
});

// so that this file says something of an empty folder, too
test('each case is as the fuzz writes it', () => {
  const text = expect.any(String) as string;
  for (const [file, json] of cases) {
    expect(json, file).toMatchObject({ property: text, detail: text, event: expect.anything() as unknown });
    expect(serialize(deserialize(json)), file).toStrictEqual(json);
  }
});

test('a case of which not all holds is found', () => {
  let times = 0;
  const event = {
    event: 'Product Shared',
    properties: { sku: 's1' },
    get userId() {
      return `u${++times}`;
    },
  };
  expect(() => {
    checkCase({ event });
  }).toThrow('does not hold: the same again');
});
