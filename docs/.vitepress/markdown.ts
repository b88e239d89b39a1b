import type { MarkdownRenderer } from 'vitepress';
import { nameExample, readExample } from './examples.ts';
import { toSiteLink } from './pages.ts';

interface Environment {
  readonly relativePath: string;
}

/** Leads relative links, which are right in the repository, to the pages of the site. */
export function rewriteLinks({ renderer }: MarkdownRenderer): void {
  const render = renderer.rules['link_open'];
  renderer.rules['link_open'] = (tokens, index, options, env: Environment, self) => {
    const href = tokens[index]?.attrGet('href');
    if (href) tokens[index]?.attrSet('href', toSiteLink(href, env.relativePath));
    return render?.(tokens, index, options, env, self) ?? '';
  };
}

/** Puts a link below each example that the playground can show. */
export function addPlaygroundLinks({ renderer }: MarkdownRenderer, playground: string): void {
  const render = renderer.rules.fence;
  renderer.rules.fence = (tokens, index, options, env: Environment, self) => {
    const code = render?.(tokens, index, options, env, self) ?? '';
    const token = tokens[index];
    const isTopLevel = !env.relativePath.includes('/');
    if (!isTopLevel || token?.info !== 'ts' || readExample(token.content) === undefined) return code;
    const before = tokens
      .slice(0, index)
      .filter(({ type, info }) => type === 'fence' && info === 'ts').length;
    const href = `${playground}#example=${nameExample(env.relativePath, before)}`;
    return `${code}<a class="open-in-playground" href="${href}">Open in playground</a>\n`;
  };
}
