import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canonicalMapping, mapSegmentEvent } from '../../src/index.ts';
import { defaultEffects, issueTable } from '../helpers/internals.ts';

/** What stands between the markers of a file, made from the data. `npx vitest run --project site readme --update` writes it. */
const TABLES = [
  {
    file: 'README.md',
    name: 'mapping',
    header: ['Segment event', 'Miso interaction', 'products', 'origin'],
    rows: canonicalMapping.map((row) => [
      row.event,
      formatCode(row.to.join(', ')),
      'products' in row ? row.products : '–',
      row.origin,
    ]),
  },
  {
    file: 'docs/issues.md',
    name: 'issues',
    header: ['code', 'severity', 'problem', 'effect'],
    rows: Object.entries(issueTable).map(([code, [severity, problem, effect = defaultEffects[severity]]]) => [
      `[${formatCode(code)}](#${code})`,
      severity,
      `… ${problem}`,
      effect,
    ]),
  },
];

test.each(TABLES)('the table of $file is that of the data', async ({ file, name, header, rows }) => {
  const text = readFileSync(file, 'utf8');
  const [before, after] = [`<!-- ${name} -->\n`, `<!-- /${name} -->\n`];
  expect([text.split(before).length, text.split(after).length]).toStrictEqual([2, 2]);
  const table = [header, header.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
  const written = `${text.split(before)[0]}${before}\n${table}\n\n${after}${text.split(after)[1]}`;
  await expect(written).toMatchFileSnapshot(`../../${file}`);
});

const readme = readFileSync('README.md', 'utf8');

test('the event of the README becomes the interaction beside it', () => {
  const [event, interaction] = [...readme.matchAll(/^```json\n(.*?)^```/gms)].map(([, json = '']): unknown =>
    JSON.parse(json),
  );
  expect(mapSegmentEvent(event)).toStrictEqual({ status: 'mapped', interactions: [interaction], issues: [] });
});

test('the README has at most 900 words', () => {
  expect(readme.split(/\s+/).filter((word) => /\w/.test(word)).length).toBeLessThanOrEqual(900);
});

function formatCode(name: string): string {
  return `\`${name}\``;
}
