// at the build of the site: the figures that the landing page shows, from the guide that has them all
import { readFileSync } from 'node:fs';

const GUIDE = '../performance.md';

export interface Figures {
  readonly mixture: string;
}

export declare const data: Figures;

export default {
  watch: [GUIDE],
  load: (): Figures => {
    const guide = readFileSync(new URL(GUIDE, import.meta.url), 'utf8');
    const [, mixture] = /^\| mixture of 64 shapes \/ JSON\.parse *\| *([\d.]+)/m.exec(guide) ?? [];
    if (mixture === undefined) throw new Error('docs/performance.md has no figure of the mixture');
    return { mixture };
  },
};
