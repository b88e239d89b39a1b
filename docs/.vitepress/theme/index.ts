import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ router }) => {
    if (import.meta.env.SSR) return;
    // the playground's Content-Security-Policy comes and goes with the document
    router.onBeforeRouteChange = (to) => {
      const url = new URL(to, location.href);
      if (isPlayground(url) === isPlayground(location)) return true;
      location.assign(url);
      return false;
    };
  },
} satisfies Theme;

function isPlayground({ pathname }: Pick<URL, 'pathname'>): boolean {
  return /\/playground(\.html)?$/.test(pathname);
}
