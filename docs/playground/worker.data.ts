// at the build of the site: the worker, bundled as text, as a worker from a `blob:` URL is held to the policy of what starts it
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const resolve = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export declare const data: string;

export default {
  watch: ['./*.ts', '../../src/**/*.ts'],
  load: async (): Promise<string> => {
    const { outputFiles } = await build({
      entryPoints: [resolve('worker.ts')],
      alias: { 'segment-to-miso': resolve('../../src/index.ts') },
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      write: false,
    });
    return outputFiles[0]?.text ?? '';
  },
};
