import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nameHeading } from '../../docs/.vitepress/pages.ts';

const guides = readdirSync('docs')
  .filter((name) => name.endsWith('.md') && !['index.md', '404.md'].includes(name))
  .map((name) => `docs/${name}`);

describe.each(['README.md', 'SECURITY.md', ...guides])('%s', (guide) => {
  const text = readFileSync(guide, 'utf8');

  test('names no file that is not there', () => {
    const paths = [
      ...text.matchAll(/`((?:src|test|docs|scripts|bench|examples|etc|\.github|\.ci)\/[^`*]*)`/g),
    ];
    expect(paths.map(([, path]) => path!).filter((path) => !existsSync(path))).toStrictEqual([]);
  });

  test('leads to no page or heading that is not there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)]*)\)/g)].map(([, link]) =>
      link!.replace(/\s+/g, ''),
    );
    expect(links.filter((link) => !leadsSomewhere(guide, link))).toStrictEqual([]);
  });
});

function leadsSomewhere(guide: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const page = file === '' ? guide : join(dirname(guide), file);
  if (!existsSync(page) || heading === undefined) return existsSync(page);
  return listHeadings(page).includes(heading);
}

/** The headings of a page, as GitHub names them in an address. */
function listHeadings(page: string): string[] {
  const headings = [...readFileSync(page, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
  return headings.map(nameHeading);
}
