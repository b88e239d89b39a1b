// @ts-check
// Writes `dist/function.js`, the file to paste: a Segment Function cannot import, so the library is in it.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const HANDLERS = ['onTrack', 'onPage', 'onScreen', 'onIdentify', 'onGroup', 'onAlias', 'onDelete'];

await build({
  absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
  entryPoints: { function: 'handlers.mjs' },
  outdir: 'dist',
  bundle: true,
  minify: true,
  target: 'node20',
  format: 'iife',
  tsconfigRaw: '{}',
  globalName: 'segmentToMiso',
  banner: { js: '// built by segment-to-miso/examples/segment-function/build.mjs: do not edit' },
  // Segment finds a handler by the name of a function
  footer: {
    js: [
      ...HANDLERS.map((name) => handler(name, 'event', 'onEvent')),
      handler('onBatch', 'events', 'onBatch'),
    ].join('\n'),
  },
});

/**
 * @param {string} name
 * @param {string} given
 * @param {string} does
 */
function handler(name, given, does) {
  return `async function ${name}(${given}, settings) {\n  return segmentToMiso.${does}(${given}, settings);\n}`;
}
