import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { addPolicy } from './policy.ts';
import { addPlaygroundLinks, rewriteLinks } from './markdown.ts';
import { describePage, getPagePath, nameHeading, readTitle, sections } from './pages.ts';

const { name, description, homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly name: string;
  readonly description: string;
  readonly homepage?: string;
};

const base = homepage === undefined ? '/' : new URL(homepage).pathname.replace(/\/?$/, '/');
const SEARCH = 'Search (press /)';
const REFERENCE = 'docs/api/navigation.json';

export default defineConfig({
  lang: 'en-US',
  title: name,
  description,
  base,
  outDir: '../site',
  cacheDir: '../node_modules/.cache/vitepress',
  metaChunk: true,
  // the playground is in the menu of each page, and is large
  router: { prefetchLinks: false },
  vite: {
    resolve: { alias: { 'segment-to-miso': fileURLToPath(new URL('../../src/index.ts', import.meta.url)) } },
    // the playground's editor; a test holds what it weighs
    build: { chunkSizeWarningLimit: 1000 },
  },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  themeConfig: {
    search: {
      provider: 'local',
      // K of the usual hint would be visible, and not in the accessible name
      options: { translations: { button: { buttonText: SEARCH, buttonAriaLabel: SEARCH } } },
    },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/getting-started', activeMatch: listPages('Start') },
      { text: 'Customize', link: '/custom-events', activeMatch: listPages('Customize') },
      { text: 'Production', link: '/hosts', activeMatch: listPages('Production') },
      { text: 'Reference', link: '/api/', activeMatch: '^/api/' },
      { text: 'Playground', link: '/playground' },
    ],
    sidebar: {
      '/': Object.entries(sections).map(([text, files]) => ({
        text,
        items: files.map((file) => ({ text: readTitle(file), link: getPagePath(file) ?? '' })),
      })),
      '/api/': readReference(),
    },
  },
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: nameHeading },
    // `{ … }` is text in the guides
    attrs: { leftDelimiter: '{:', rightDelimiter: ':}' },
    config: (md) => {
      rewriteLinks(md);
      addPlaygroundLinks(md, `${base}playground.html`);
    },
  },
  transformPageData: (page) => ({ description: page.description || describePage(page.relativePath) }),
  transformHtml: (html, _file, { page }) => (page === 'playground.md' ? addPolicy(html) : undefined),
});

/** The pages of a section, as a pattern. */
function listPages(section: keyof typeof sections): string {
  return `^(${sections[section].map(getPagePath).join('|')})`;
}

interface ReferencePage {
  readonly title: string;
  readonly path?: string;
  readonly children?: readonly ReferencePage[];
}

/** The menu of the reference: what typedoc wrote. */
function readReference(): DefaultTheme.SidebarItem[] {
  const groups = JSON.parse(readFileSync(REFERENCE, 'utf8')) as readonly ReferencePage[];
  return groups.map(({ title, children = [] }) => ({
    text: title,
    items: children.map(({ title: text, path = '' }) => ({ text, link: `/api/${path}` })),
  }));
}
