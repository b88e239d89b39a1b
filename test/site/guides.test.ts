import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sections } from '../../docs/.vitepress/pages.ts';
import { canonicalMapping, ISSUE_CODES, type MisoInteractionType } from '../../src/index.ts';
import { commonFields, fields, issueTable, listFields as listOwnFields } from '../helpers/internals.ts';

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
    const shown = [...entry.matchAll(/^\/\/=> (.*)$/gm)].map(([, result]) => result);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatch(`{ code: '${code}', severity: '${issueTable[code][0]}',`);
  },
);

test('the table of the guide to the mapping is that of the data', async () => {
  const guide = readFileSync('docs/the-mapping.md', 'utf8');
  const [, before, after] = /^(.*<!-- interactions -->\n).*(<!-- \/interactions -->.*)$/s.exec(guide) ?? [];
  await expect(`${before}\n${createTable()}\n\n${after}`).toMatchFileSnapshot('../../docs/the-mapping.md');
});

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
