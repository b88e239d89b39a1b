// which files of the repository are pages of the site, and in which order the menu has them
import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The menu: a section -> the files of its pages. */
export const sections = {
  Start: [
    'docs/getting-started.md',
    'docs/what-is-an-interaction.md',
    'docs/the-mapping.md',
    'docs/issues.md',
    'docs/troubleshooting.md',
  ],
  Customize: [
    'docs/custom-events.md',
    'docs/fields-in-other-places.md',
    'docs/rule-functions.md',
    'docs/options.md',
    'docs/recipes.md',
    'docs/your-ids-and-your-catalog.md',
    'docs/identity-consent-privacy.md',
    'docs/payloads-of-platforms.md',
    'docs/worked-example-media.md',
    'docs/typescript.md',
    'docs/testing-your-mapping.md',
  ],
  Production: [
    'docs/hosts.md',
    'docs/sending-to-miso.md',
    'docs/from-the-hosted-webhook.md',
    'docs/backfilling-history.md',
    'docs/monitoring.md',
    'docs/performance.md',
  ],
  Examples: [
    'examples/webhook/README.md',
    'examples/kafka/README.md',
    'examples/segment-function/README.md',
    'examples/warehouse/README.md',
    'examples/warehouse/spark.md',
    'examples/backfill/README.md',
    'examples/browser/README.md',
  ],
  Project: ['docs/versioning.md', 'SECURITY.md', 'CONTRIBUTING.md'],
} as const;

/** Files outside of docs that are pages: the page's path without its ending -> the file. */
export const outerPages: Readonly<Record<string, string>> = {
  'examples/webhook': 'examples/webhook/README.md',
  'examples/kafka': 'examples/kafka/README.md',
  'examples/segment-function': 'examples/segment-function/README.md',
  'examples/warehouse': 'examples/warehouse/README.md',
  'examples/spark': 'examples/warehouse/spark.md',
  'examples/backfill': 'examples/backfill/README.md',
  'examples/browser': 'examples/browser/README.md',
  'examples/send': 'examples/send.mjs',
  'examples/browser-send': 'examples/browser/send.mjs',
  'project/security': 'SECURITY.md',
  'project/contributing': 'CONTRIBUTING.md',
};

/** The page of a file: `docs/hosts.md` -> `/hosts`. */
export function getPagePath(file: string): string | undefined {
  // the README's table is what others link to
  if (file === 'README.md') return '/the-mapping';
  const outer = Object.keys(outerPages).find((page) => outerPages[page] === file);
  if (outer !== undefined) return `/${outer}`;
  return /^docs\/.*\.md$/.test(file) ? `/${file.slice('docs/'.length, -'.md'.length)}` : undefined;
}

/** Converts a relative link of a page to the site's own, as files outside of docs have other paths there. */
export function toSiteLink(href: string, page: string): string {
  if (/^([a-z]+:|[/#])/.test(href)) return href;
  const file = outerPages[page.replace(/\.md$/, '')] ?? `docs/${page}`;
  const [path = '', hash] = href.split('#');
  const target = getPagePath(posix.join(posix.dirname(file), path));
  if (target === undefined) return href;
  return hash === undefined ? target : `${target}#${hash}`;
}

/** The first heading of a file. */
export function readTitle(file: string): string {
  const [, title = file] = /^# (.*)$/m.exec(readFileSync(file, 'utf8')) ?? [];
  return title;
}

/** The first paragraph of a page, for search engines; pages of the reference have the site's own description. */
export function describePage(page: string): string {
  const file = outerPages[page.replace(/\.md$/, '')] ?? `docs/${page}`;
  if (!existsSync(file)) return '';
  const [, paragraph = ''] = /^# .*\n+([A-Z[*`].*\n(?:[^\n].*\n)*)/m.exec(readFileSync(file, 'utf8')) ?? [];
  return paragraph
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll('\n', ' ')
    .trim();
}

/** The name of a heading in an address, as GitHub has it, so that links lead there in the repository too. */
export function nameHeading(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_\s-]/gu, '')
    .replaceAll(/\s/g, '-');
}
