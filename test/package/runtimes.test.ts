import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Miniflare } from 'miniflare';
import { type Browser, chromium } from 'playwright-core';
import { getQuickJS, type QuickJSWASMModule, shouldInterruptAfterDeadline } from 'quickjs-emscripten';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackage, type Project } from './installPackage.ts';
import { lines, useLibrary, USE } from './useLibrary.ts';
import { CHROMIUM, hasChromium } from '../helpers/chromium.ts';

const NODES = ['18', '20', '22', '24', '26'] as const;

type Major = (typeof NODES)[number];

const ESM = 'dist/index.js';
const GLOBAL = 'dist/segment-to-miso.global.js';
const LINES = JSON.stringify(lines);

let project: Project;
let nodes: Readonly<Record<Major, Node>>;
let browser: Browser | undefined;
let quickJs: QuickJSWASMModule;

beforeAll(async () => {
  project = installPackage();
  project.write('lines.json', LINES);
  Object.entries(PROGRAMS).forEach(([name, program]) => project.write(name, program));
  const found = await Promise.all(NODES.map(async (major) => [major, await findNode(major)] as const));
  nodes = Object.fromEntries(found) as Record<Major, Node>;
  if (hasChromium) browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS });
  quickJs = await getQuickJS();
}, 300_000);

afterAll(async () => {
  project.remove();
  await browser?.close();
});

/** Runtime -> maps the lines there with the installed package; the outcome, as text. */
const RUNTIMES: readonly (readonly [runtime: string, run: () => Promise<string>])[] = [
  ...NODES.flatMap((major) => [
    [`Node ${major}, as an ES module`, () => runNode(major, 'map.mjs')] as const,
    [`Node ${major}, as a CommonJS module`, () => runNode(major, 'map.cjs')] as const,
    [`Node ${major}, as a script`, () => runNode(major, 'script.cjs')] as const,
  ]),
  [
    'Chromium, as a script',
    () => runChromium('<script src="/global.js"></script><script src="/map.js" charset="utf-8"></script>'),
  ],
  ['Chromium, as an ES module', () => runChromium('<script type="module" src="/map.mjs"></script>')],
  [
    'QuickJS, as a script',
    () => runQuickJs(`${project.installed(GLOBAL)}; (${USE})(segmentToMiso, ${LINES})`),
  ],
  ['Workers, as an ES module', runWorker],
];

describe('events of all kinds become the same as here', () => {
  const expected = useLibrary(lines);

  test('here they become all that events can', () => {
    const { results, bodies, deletions, refusals } = expected;
    expect(new Set(results.map(({ status }) => status))).toStrictEqual(
      new Set(['mapped', 'skipped', 'rejected']),
    );
    expect(bodies.length).toBeGreaterThan(1);
    expect(deletions).not.toBeNull();
    expect(refusals).toStrictEqual([]);
  });

  for (const [runtime, run] of RUNTIMES) {
    test.skipIf(runtime.startsWith('Chromium') && !hasChromium)(`on ${runtime}`, async () => {
      expect(JSON.parse(await run())).toStrictEqual(expected);
    });
  }
});

test.each(NODES)('Node %s is not another', (major) => {
  expect(nodes[major].version.split('.')[0]).toBe(`v${major}`);
});

describe('QuickJS as it is used here', () => {
  test('has nothing of a host', async () => {
    const names = [
      'console',
      'process',
      'require',
      'fetch',
      'setTimeout',
      'URL',
      'TextEncoder',
      'crypto',
      'performance',
    ];
    const found = await runQuickJs(`${JSON.stringify(names)}.filter((name) => name in globalThis).join()`);
    expect(found).toBe('');
  });

  test.each([
    ['ends what runs too long', 'for (;;);', 'interrupted'],
    ['refuses what is too large', 'new ArrayBuffer(32 * 2 ** 20)', 'out of memory'],
  ])('%s', async (_, script, message) => {
    await expect(runQuickJs(script, 100)).rejects.toMatchObject({ message });
  });
});

interface Node {
  readonly path: string;
  readonly version: string;
}

const MAP = `const use = ${USE};
  const text = use(library, JSON.parse(require('node:fs').readFileSync('lines.json', 'utf8')));
  process.stdout.write(text);
`;

/** The programs that Node runs. */
const PROGRAMS = {
  'map.mjs': `
    import * as library from 'segment-to-miso';
    import { createRequire } from 'node:module';
    const require = createRequire(import.meta.url);
    ${MAP}
  `,
  'map.cjs': `const library = require('segment-to-miso'); ${MAP}`,
  'script.cjs': `
    const text = require('node:fs').readFileSync('node_modules/segment-to-miso/${GLOBAL}', 'utf8');
    require('node:vm').runInThisContext(text);
    const library = globalThis.segmentToMiso;
    { ${MAP} }
  `,
};

const execute = promisify(execFile);

/** Where npm keeps the newest Node of a major version: by its path it starts a second sooner than by npx. */
async function findNode(major: Major): Promise<Node> {
  const print = 'JSON.stringify({ path: process.execPath, version: process.version })';
  const args = ['-y', '--prefer-offline', '-p', `node@${major}`, 'node', '-p', print];
  // in a folder where no other \`node\` is installed
  const { stdout } = await execute('npx', args, { cwd: project.path });
  return JSON.parse(stdout) as Node;
}

async function runNode(major: Major, program: keyof typeof PROGRAMS): Promise<string> {
  const options = { cwd: project.path, maxBuffer: 2 ** 30 };
  const { stdout, stderr } = await execute(nodes[major].path, [join(project.path, program)], options);
  expect(stderr).toBe('');
  return stdout;
}

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Opens a page of a shop that runs its own scripts and nothing else; what the page says is the outcome. */
async function runChromium(html: string): Promise<string> {
  if (browser === undefined) throw new Error(`no browser ${CHROMIUM}`);
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  const texts: Readonly<Record<string, string>> = {
    '/global.js': project.installed(GLOBAL),
    '/index.js': project.installed(ESM),
    '/map.js': `window.outcome = (${USE})(segmentToMiso, ${LINES});`,
    '/map.mjs': `import * as library from '/index.js'; window.outcome = (${USE})(library, ${LINES});`,
  };
  await page.route('**/*', async (route) => {
    const body = texts[new URL(route.request().url()).pathname];
    if (body !== undefined) await route.fulfill({ contentType: 'text/javascript', body });
    else {
      const headers = { 'content-security-policy': "default-src 'none'; script-src 'self'" };
      await route.fulfill({ contentType: 'text/html', headers, body: `<!doctype html>${html}` });
    }
  });
  await page.goto('http://shop.test/');
  const outcome: unknown = await page.evaluate('window.outcome');
  await page.close();
  expect(problems).toStrictEqual([]);
  return String(outcome);
}

const QUICKJS_BYTES = 16 * 2 ** 20;

/** Runs a script where there is nothing but the language, for a limited time and with limited memory; its value. */
async function runQuickJs(script: string, milliseconds = 30_000): Promise<string> {
  const shouldInterrupt = shouldInterruptAfterDeadline(Date.now() + milliseconds);
  const value = quickJs.evalCode(script, { shouldInterrupt, memoryLimitBytes: QUICKJS_BYTES });
  return Promise.resolve(String(value));
}

/** Sends the lines to a Worker, which answers with the outcome. */
async function runWorker(): Promise<string> {
  const worker = `
    import * as library from './index.js';
    const use = ${USE};
    export default { fetch: async (request) => new Response(use(library, await request.json())) };
  `;
  const miniflare = new Miniflare({
    compatibilityDate: '2026-03-01',
    cf: false,
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: worker },
      { type: 'ESModule', path: 'index.js', contents: project.installed(ESM) },
    ],
  });
  try {
    const response = await miniflare.dispatchFetch('http://worker.test/', { method: 'POST', body: LINES });
    expect(response.status).toBe(200);
    return await response.text();
  } finally {
    await miniflare.dispose();
  }
}
