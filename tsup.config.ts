import { defineConfig, type Options } from 'tsup';

const common: Options = {
  target: 'es2020',
  platform: 'neutral',
  // the published code is readable as it is; maps would double the package
  sourcemap: false,
  // by Rollup, whose CommonJS and global file need no helpers that read what a page has added to `Object.prototype`
  treeshake: true,
};

export default defineConfig([
  {
    ...common,
    entry: ['src/index.ts'],
    format: ['esm', 'cjs'],
    clean: true,
    dts: {
      // type-fest is inlined whole: naming it here emits dangling imports
      resolve: true,
      // tsup sets `baseUrl`, which TypeScript 6 deprecates
      compilerOptions: { ignoreDeprecations: '6.0' },
    },
  },
  {
    ...common,
    entry: { 'segment-to-miso': 'src/index.ts' },
    format: ['iife'],
    globalName: 'segmentToMiso',
    minify: true,
    outExtension: () => ({ js: '.global.js' }),
  },
]);
