// at the build of the site: the examples of the guides that can be opened here
import type { Shared } from './link.ts';
import { listExamples } from '../.vitepress/examples.ts';

export declare const data: Readonly<Record<string, Shared>>;

export default { watch: ['../*.md'], load: (): Readonly<Record<string, Shared>> => listExamples() };
