import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { CHROMIUM } from '../helpers/chromium.ts';

/** The site, built as `npm run docs` does and served from this machine, and a browser. */
export interface Site {
  readonly folder: string;
  readonly url: string;
  /** The paths that were asked for. */
  readonly asked: string[];
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** A page, the addresses that it asked for, and what it complained of. */
export interface Visit {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly problems: readonly string[];
}

/** Builds the site, unless another test of this run did. */
export function buildSite(): string {
  const folder = inject('siteFolder');
  if (!existsSync(join(folder, 'index.html'))) {
    execFileSync('npx', ['typedoc', '--logLevel', 'Warn']);
    execFileSync('npx', ['vitepress', 'build', 'docs', '--outDir', folder]);
  }
  return folder;
}

export async function openSite(): Promise<Site> {
  const folder = buildSite();
  const asked: string[] = [];
  const { fetch } = new Hono()
    .use('*', (context, next) => {
      asked.push(context.req.path);
      return next();
    })
    .use('*', serveStatic({ root: folder }));
  const server = serve({ fetch, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const browser = await launch();
  return {
    folder,
    asked,
    browser,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
}

/** Opens a page of the site. */
export async function visit(
  { browser, url }: Site,
  path = '',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(url + path);
  return { page, requests, problems };
}

/** Opens the playground, and waits until it has mapped. */
export async function visitPlayground(
  site: Site,
  fragment = '',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const there = await visit(site, `playground.html${fragment}`, options);
  await there.page.locator('#status:not(:text("Loading"))').waitFor();
  return there;
}
