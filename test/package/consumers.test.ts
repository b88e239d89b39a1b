import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CONSUMERS = resolve('test/package/consumers');

/** The compilers, by the name under which npm installed them. */
const COMPILERS = {
  '5.0': 'typescript-5.0',
  '5.4': 'typescript-5.4',
  '5.9': 'typescript-5.9',
  '6.0': 'typescript',
  '7.0': 'typescript-7.0',
} as const;

type Version = keyof typeof COMPILERS;

const VERSIONS = ['5.0', '5.4', '5.9', '6.0', '7.0'] as const satisfies readonly Version[];

/** How a user's project finds the package: the `type` of its package.json, and its compiler's options. */
const PROJECTS = {
  'node16 ESM': { type: 'module', module: 'node16', moduleResolution: 'node16' },
  'nodenext ESM': { type: 'module', module: 'nodenext', moduleResolution: 'nodenext' },
  'node16 CJS': { type: 'commonjs', module: 'node16', moduleResolution: 'node16' },
  bundler: { type: 'module', module: 'esnext', moduleResolution: 'bundler' },
  node10: { type: 'commonjs', module: 'commonjs', moduleResolution: 'node10' },
} as const;

type Project = keyof typeof PROJECTS;

/** What a compiler needs to be told, or cannot do at all. */
const UNUSUAL: { readonly [Version in string]?: object | 'none' } = {
  '6.0 node10': { ignoreDeprecations: '6.0' },
  '7.0 node10': 'none',
};

const MATRIX = VERSIONS.flatMap((version, row) =>
  Object.keys(PROJECTS).flatMap((name, column) => {
    const project = name as Project;
    const unusual = UNUSUAL[`${version} ${project}`];
    const exact = (row + column) % 2 === 0;
    return unusual === 'none' ? [] : [{ version, project, exact, more: unusual ?? {} }];
  }),
);

/** A consumer as only CommonJS can be. */
const REQUIRED = `
  import library = require('segment-to-miso');
  import type { MapResult } from 'segment-to-miso';
  import asserts = require('./expectType.js');

  const { createMapper, mapSegmentEvent } = library;
  const { map } = createMapper({ events: { 'Song Played': 'listen' } });
  asserts.expectType<MapResult<library.Listen>>()(map({ event: 'Song Played' }));
  asserts.expectType<library.MapResult<library.Checkout>>()(mapSegmentEvent({ event: 'Order Completed' }));
  // @ts-expect-error -- it is \`listen\`
  createMapper({ events: { 'Song Played': 'listn' } });
  // @ts-expect-error -- a listen is no click
  export const clicked: MapResult<library.Click> = map({ event: 'Song Played' });
`;

/** Where the package is installed, as a user has it. */
let home: string;

beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'segment-to-miso-consumers-')));
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  npm(['install', '--offline', '--no-audit', '--no-fund', pack()], home);
  for (const type of ['module', 'commonjs']) {
    mkdirSync(join(home, type));
    writeFileSync(join(home, type, 'package.json'), JSON.stringify({ type }));
    cpSync(CONSUMERS, join(home, type), { recursive: true });
  }
  writeFileSync(join(home, 'commonjs/required.cts'), REQUIRED);
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

test('there are enough assertions, of what compiles and of what does not', () => {
  const texts = readdirSync(CONSUMERS).map((file) => readFileSync(join(CONSUMERS, file), 'utf8'));
  const count = (pattern: RegExp): number => texts.join('\n').match(pattern)?.length ?? 0;
  expect(count(/^\s*expect(Type|True)</gm)).toBeGreaterThanOrEqual(60);
  expect(count(/@ts-expect-error -- \S/g)).toBeGreaterThanOrEqual(40);
  expect(count(/@ts-expect-error(?! -- \S)|@ts-ignore|@ts-nocheck/g)).toBe(0);
});

describe('the consumers compile', () => {
  test.concurrent.each(MATRIX)(
    'on TypeScript $version, $project, with exact optional properties: $exact',
    async ({ version, project, exact, more }) => {
      const isCommon = PROJECTS[project].type === 'commonjs';
      const files = ['results.ts', 'mistakes.ts', ...(isCommon ? ['required.cts'] : [])];
      const options = { exactOptionalPropertyTypes: exact, ...more };
      expect(await compile({ version, project, files, options })).toBe('');
    },
  );
});

/** What a person may get wrong -> words of what the compiler says to it, or of the place that it points to. */
const MISTAKES: readonly (readonly [code: string, ...words: string[]])[] = [
  [`createMapper({ events: { 'Song Played': 'listn' } });`, `'"listn"'`, `Did you mean '"listen"'?`],
  [`createMapper().extend({ events: { 'Song Played': 'listn' } });`, `Did you mean '"listen"'?`],
  [`createMapper({ pages: { Album: 'listn' } });`, `Did you mean '"listen"'?`],
  [`createMapper({ events: { X: { to: 'click', fields: { revenue: 'sum' } } } });`, 'revenue'],
  [`createMapper({ events: { X: { to: 'listen', fields: { product_id: 'id' } } } });`, `'productId'`],
  [`createMapper({ events: { X: { to: 'listen', customActionName: 'play' } } });`, 'customActionName'],
  [`createMapper({ event: {} });`, `'event'`, `'events'`],
  [`createMapper({ consent: { categories: ['Ads'] } });`, `'whenAbsent' is missing`],
  [`createMapper({ events: { X: (_, { build }) => build('click', { revenue: 5 }) } });`, `'revenue'`],
  [`createMapper({ events: { X: (_, { build }) => build('listn') } });`, `'"listn"'`],
  [`createMapper({ events: { 'Product Viewed': (e) => e.properties.prise as null } });`, `'price'`],
  // the helpers see it too
  [`expectType<MapResult<Click>>()(mapSegmentEvent({ event: 'Order Completed' }));`, 'arguments'],
  [`expectType<MapResult>()(mapSegmentEvent({ event: 'Order Completed' }));`, 'arguments'],
  [`expectTrue<Equal<unknown, string>>();`, `'false'`, `'true'`],
  [`// @ts-expect-error -- nothing is wrong`, `Unused '@ts-expect-error'`],
];

const IMPORTS = [
  `import { type Click, createMapper, type MapResult, mapSegmentEvent } from 'segment-to-miso';`,
  `import { type Equal, expectTrue, expectType } from './expectType.js';`,
];

describe('what is wrong does not compile, in words that help', () => {
  test.concurrent.each(VERSIONS)('on TypeScript %s', async (version) => {
    const file = `wrong-${version}.ts`;
    const code = [...IMPORTS, ...MISTAKES.map(([line]) => line)].join('\n');
    writeFileSync(join(home, 'module', file), code);
    const said = messagesOf(code, await compile({ version, project: 'bundler', files: [file] }));
    const helped = MISTAKES.map(([line, ...words], index) => {
      const message = said.get(IMPORTS.length + index) ?? 'nothing';
      return words.every((word) => message.includes(word)) ? line : `${line}\n${message}`;
    });
    expect(helped).toStrictEqual(MISTAKES.map(([line]) => line));
    expect(said.size).toBe(MISTAKES.length);
  });
});

// as measured in November 2026, and half as much again
const MOST = {
  '5.0': { Instantiations: 20_177 * 1.5, Types: 7_202 * 1.5 },
  '6.0': { Instantiations: 91_074 * 1.5, Types: 8_120 * 1.5 },
} as const;

describe('a mapper of 30 rules costs the compiler little', () => {
  test.concurrent.each(['5.0', '6.0'] as const)('on TypeScript %s', async (version) => {
    const calls = Array.from(
      { length: 30 },
      (_, n) => `export const result${n} = map({ event: 'Event ${n}' });`,
    );
    const { Instantiations, Types } = await figures(version, `rules-${version}.ts`, calls);
    expect(Instantiations).toBeLessThan(MOST[version].Instantiations);
    expect(Types).toBeLessThan(MOST[version].Types);
  });

  // it was the square of the rules once: 60 rules took 20 seconds
  test.concurrent('when it is handed to the `map` of a list', async () => {
    const handed = [`export const results = [{}].map(map);`];
    const { Types } = await figures('6.0', 'handed.ts', handed);
    expect(Types).toBeLessThan(20_000);
  });
});

/** What a compiler counts in a consumer with 30 rules. */
async function figures(version: Version, file: string, uses: readonly string[]): Promise<Figures> {
  writeFileSync(join(home, 'module', file), [...manyRules(30), ...uses].join('\n'));
  const flags = ['--extendedDiagnostics'];
  const diagnosed = await compile({ version, project: 'bundler', files: [file], flags });
  expect(diagnosed).not.toContain('error TS');
  const figure = (name: string): number => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(diagnosed)?.[1]);
  return { Instantiations: figure('Instantiations'), Types: figure('Types') };
}

type Figures = Readonly<Record<'Instantiations' | 'Types', number>>;

interface Compilation {
  readonly version: Version;
  readonly project: Project;
  readonly files: readonly string[];
  readonly options?: object;
  readonly flags?: readonly string[];
}

/** Compiles files of the project; what the compiler says. */
async function compile({ version, project, files, options, flags = [] }: Compilation): Promise<string> {
  const { type, module, moduleResolution } = PROJECTS[project];
  const config = join(home, type, `tsconfig.${version} ${project} ${files[0]!}.json`);
  const compilerOptions = {
    target: 'ES2020',
    lib: ['ES2020'],
    types: [],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    module,
    moduleResolution,
    ...options,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const compiler = resolve('node_modules', COMPILERS[version], 'bin/tsc');
  return inTurn(() => output(process.execPath, [compiler, '-p', config, '--pretty', 'false', ...flags]));
}

const LANES = 2;
const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
let turn = 0;

/** Runs as many at a time as there are lanes. */
async function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
  const lane = turn++ % LANES;
  const done = lanes[lane]!.then(run);
  lanes[lane] = done;
  return done;
}

/** What a program prints, whether it succeeds or not. */
async function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((answer) => {
    execFile(program, args, { cwd: home, encoding: 'utf8' }, (error, stdout, stderr) => {
      const failure = error !== null && stdout + stderr === '' ? error.message : '';
      answer(`${stdout}${stderr}${failure}`);
    });
  });
}

/** What a compiler says of a text, by line: the message, and the word that it points to. */
function messagesOf(text: string, said: string): Map<number, string> {
  const lines = text.split('\n');
  const messages = said.split(/^(?=\S+\(\d+,\d+\): )/m).filter((message) => message.trim() !== '');
  return new Map(
    messages.map((message) => {
      const [line = 0, column = 0] = (/\((\d+),(\d+)\)/.exec(message) ?? []).slice(1).map(Number);
      const [word = ''] = /^\w*/.exec(lines[line - 1]?.slice(column - 1) ?? '') ?? [];
      return [line - 1, `${message}at ${word}`];
    }),
  );
}

const SCHEMA = `
  declare const schema: {
    readonly '~standard': {
      readonly version: 1;
      readonly vendor: string;
      readonly validate: (value: unknown) => { readonly value: { sum: number } };
      readonly types?: { readonly input: unknown; readonly output: { sum: number } };
    };
  };
`;

/** A rule of each form. */
const FORMS: readonly string[] = [
  `'listen'`,
  `['promo_page_view', 'impression']`,
  `false`,
  `{ to: 'listen', fields: { productId: 'guid', duration: 'properties.seconds' } }`,
  `{ to: 'custom', customActionName: 'vote' }`,
  `{ to: 'checkout', fields: { revenue: ({ properties }) => properties['sum'] } }`,
  `(event, { build }) => build('custom', { custom_action_name: String(event.properties['name']) })`,
  `(event, { build }) => (event.userId === 'u1' ? [build('watch'), build('like')] : null)`,
  `() => ({ type: 'like', user_id: 'u1', product_ids: ['p1'] })`,
  `withSchema(schema, ({ properties }, { build }) => build('checkout', { revenue: properties.sum }))`,
];

/** The lines of a consumer with so many rules. */
function manyRules(count: number): string[] {
  const rules = Array.from({ length: count }, (_, n) => `'Event ${n}': ${FORMS[n % FORMS.length]!},`);
  const imports = `import { createMapper, withSchema } from 'segment-to-miso';`;
  return [imports, SCHEMA, 'const { map } = createMapper({ events: {', ...rules, '} });'];
}

/** Packs what npm would publish; the path of the archive. */
function pack(): string {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', home];
  const [archive]: [{ readonly filename: string }] = JSON.parse(npm(args, resolve('.')));
  return join(home, archive.filename);
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
}
