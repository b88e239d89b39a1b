import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sections } from '../../docs/.vitepress/pages.ts';
import {
  canonicalMapping,
  createMapper,
  ISSUE_CODES,
  MISO_INTERACTION_TYPES,
  type MisoInteractionType,
} from '../../src/index.ts';
import {
  commonFields,
  fields,
  getProducts,
  issueTable,
  listFields as listOwnFields,
} from '../helpers/internals.ts';

/** What is not a guide. */
const OTHER_PAGES = ['index.md', 'playground.md', '404.md'];

test('the menu of the site has all guides', () => {
  const guides = readdirSync('docs').filter((name) => name.endsWith('.md') && !OTHER_PAGES.includes(name));
  const inMenu = Object.values(sections).flat();
  expect(inMenu).toStrictEqual(expect.arrayContaining(guides.map((name) => `docs/${name}`)));
});

const [, ...entries] = readFileSync('docs/issues.md', 'utf8').split('\n### ');

test('the guide to issues has an entry for each code, in the order of the table', () => {
  expect(entries.map(parseCode)).toStrictEqual(ISSUE_CODES);
});

// codeExamples.test.ts runs the code and compares what it shows
test.each(entries.map((entry) => [parseCode(entry), entry] as const))(
  'an event there gives %s',
  (code, entry) => {
    const shown = [...entry.matchAll(/^\/\/=> (.*(?:\n\/\/ {3}.*)*)/gm)].map(([, result = '']) =>
      result.replaceAll(/\n\/\/ +/g, ' '),
    );
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(`{ code: '${code}', severity: '${issueTable[code][0]}',`);
  },
);

test('the table of the guide to the mapping is that of the data', async () => {
  const guide = readFileSync('docs/the-mapping.md', 'utf8');
  const [, before, after] = /^(.*<!-- interactions -->\n).*(<!-- \/interactions -->.*)$/s.exec(guide) ?? [];
  await expect(`${before}\n${createTable()}\n\n${after}`).toMatchFileSnapshot('../../docs/the-mapping.md');
});

test('the guide to options has a row for each option', () => {
  const { message } = catchError(() => createMapper(JSON.parse('{ "none": 1 }')));
  const allowed = message.split('Allowed here: ')[1]!.split(', ');
  const options = readTables('docs/options.md')[0]!.map(([cell]) => /^\[`(\w+)`\]/.exec(cell!)?.[1]);
  expect(options.toSorted()).toStrictEqual(allowed.toSorted());
});

test('the guide to options has a row for each field, with where it starts and the types that have it', () => {
  const expected = Object.entries(fields).flatMap(([name, field]) => {
    const types = MISO_INTERACTION_TYPES.filter((type) => listOwnFields(type).includes(field.misoField));
    const start = 'isOfProduct' in field ? 'the product' : 'the event';
    return name === 'context' ? [] : [[code(name), start, describeTypes(types)]];
  });
  const rows = readTables('docs/options.md').at(-1)!;
  expect(rows.map(([key, start, , types]) => [key, start, types])).toStrictEqual(expected);
});

test('the guide to options has all types, by the products that they are about', () => {
  const rows = readTables('docs/options.md').at(-2)!;
  const expected = ['one', 'many', undefined].map((products) =>
    MISO_INTERACTION_TYPES.filter((type) => getProducts(type) === products)
      .map(code)
      .join(', '),
  );
  expect(rows.map(([, types]) => types)).toStrictEqual(expected);
});

function describeTypes(types: readonly MisoInteractionType[]): string {
  if (types.length === MISO_INTERACTION_TYPES.length) return 'all';
  return types.length > 10
    ? '[those with products](#choose-an-interaction-type)'
    : types.map(code).join(', ');
}

/** The rows of each table of a guide, without its header. */
function readTables(guide: string): string[][][] {
  const tables = readFileSync(guide, 'utf8').match(/(?:^\|.*\|\n)+/gm) ?? [];
  return tables.map((table) => {
    const [, , ...rows] = table.trim().split('\n');
    return rows.map((row) => row.slice(2, -2).split(' | '));
  });
}

function catchError(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not throw');
}

function parseCode(entry: string): (typeof ISSUE_CODES)[number] {
  const [title] = entry.split('\n');
  const formatCode = ISSUE_CODES.find((known) => known === title);
  if (formatCode === undefined) throw new Error(`docs/issues.md: ${title} is not a code`);
  return formatCode;
}

/** Interaction -> the events that become it, and what is read of them. */
function createTable(): string {
  const types = [...new Set(canonicalMapping.map(({ to }) => to[0]))];
  const rows = types.map((type) => {
    const its = canonicalMapping.filter(({ to }) => to[0] === type);
    const events = its.map(({ event }) => event);
    const products = new Set(its.map((row) => row.products ?? '–'));
    return [code(type), events.join(', '), [...products], listFields(type).map(code).join(', ')];
  });
  const header = ['Miso interaction', 'Segment events', 'products', 'fields'];
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The own fields of a type that are read without options; the others are read only where options say. */
function listFields(type: MisoInteractionType): string[] {
  const usual = Object.values(fields).filter((field) => !('keys' in field) || field.keys.length > 0);
  const own = listOwnFields(type).filter((field) => !(commonFields as readonly string[]).includes(field));
  return own.filter((field) => usual.some(({ misoField }) => misoField === field));
}

function code(name: string): string {
  return `\`${name}\``;
}
