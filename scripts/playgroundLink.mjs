// A plugin of typedoc, which writes the links of `navigationLinks` as they are: from a page in a folder, one into the site
// itself needs its way up.
import { PageEvent } from 'typedoc';

const LINK = 'playground/index.html';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.on(PageEvent.END, (page) => {
    const up = '../'.repeat(page.url.split('/').length - 1);
    page.contents = page.contents?.replaceAll(`href="${LINK}"`, `href="${up}${LINK}"`);
  });
}
