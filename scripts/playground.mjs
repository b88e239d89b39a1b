// Builds the playground, as one page without a server: node scripts/playground.mjs [FOLDER]
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'docs/playground');
const [, , out = join(root, 'site/playground')] = process.argv;

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: source,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  alias: { 'segment-to-miso': join(root, 'src/index.ts') },
  loader: { '.ndjson': 'text' },
  logLevel: 'error',
};

// the worker goes into the page's script as a text: from a URL of its own it would not be held to the page's policy
const { outputFiles } = await build({ ...shared, entryPoints: ['worker.ts'], write: false });
await mkdir(out, { recursive: true });
await build({
  ...shared,
  entryPoints: { playground: 'main.ts' },
  outdir: out,
  define: { WORKER_SOURCE: JSON.stringify(outputFiles[0].text) },
});
await build({ ...shared, entryPoints: { playground: 'style.css' }, outdir: out });
await copyFile(join(source, 'index.html'), join(out, 'index.html'));
