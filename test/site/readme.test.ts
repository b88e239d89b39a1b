import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { canonicalMapping } from '../../src/index.ts';
import { defaultEffects, issueTable } from '../helpers/internals.ts';

/** What stands between the markers of README.md, made from the data. `npm run test:full -- readme guides --update` writes it. */
const tables = {
  mapping: createTable(
    ['Segment event', 'Miso interaction', 'products', 'origin'],
    canonicalMapping.map((row) => [
      row.event,
      formatCode(row.to.join(', ')),
      'products' in row ? row.products : '–',
      row.origin,
    ]),
  ),
  issues: createTable(
    ['code', 'severity', 'problem', 'effect'],
    Object.entries(issueTable).map(([name, [severity, problem, effect = defaultEffects[severity]]]) => [
      formatCode(name),
      severity,
      `… ${problem}`,
      effect,
    ]),
  ),
};

test('the tables of the README are those of the data', async () => {
  const readme = readFileSync('README.md', 'utf8');
  const written = Object.entries(tables).reduce((text, [name, rows]) => {
    const [before, after] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    expect(text.split(before)).toHaveLength(2);
    expect(text.split(after)).toHaveLength(2);
    return `${text.split(before)[0]}${before}\n\n${rows}\n\n${after}${text.split(after)[1]}`;
  }, readme);
  await expect(written).toMatchFileSnapshot('../../README.md');
});

function createTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function formatCode(name: string): string {
  return `\`${name}\``;
}
