// What the library adds to a browser's bundle: by esbuild, minified, then gzip.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export async function measure({ dist }) {
  const file = JSON.stringify(fileURLToPath(dist));
  return [
    {
      mapSegmentEvent: await measureSize(`export { mapSegmentEvent } from ${file}`),
      everything: await measureSize(`export * from ${file}`),
    },
  ];
}

async function measureSize(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
