import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** A registry that has the package as it would be published, and leads to npm's for all else. */
export interface Registry {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const NPM = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' })
  .trim()
  .replace(/\/$/, '');

export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'segment-to-miso-registry-'));
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename, integrity }]: [{ filename: string; integrity: string }] = JSON.parse(
    execFileSync('npm', packing, { encoding: 'utf8', stdio: 'pipe' }),
  );
  const { name, version, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8'));
  const archive = readFileSync(join(folder, filename));
  rmSync(folder, { recursive: true });

  const app = new Hono();
  app.get(`/${name}`, (context) => {
    const dist = { tarball: new URL(filename, context.req.url).href, integrity };
    const published = { ...manifest, name, version, dist };
    return context.json({ name, 'dist-tags': { latest: version }, versions: { [version]: published } });
  });
  app.get(`/${filename}`, (context) => context.body(archive));
  app.get('*', (context) => context.redirect(NPM + new URL(context.req.url).pathname));

  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
      resolve({
        url: `http://127.0.0.1:${port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => {
              closed();
            });
          }),
      });
    });
  });
}
