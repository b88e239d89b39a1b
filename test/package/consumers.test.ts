import { execFile, fork } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackage, type Project } from './installPackage.ts';

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

type ProjectName = keyof typeof PROJECTS;

/** What a compiler needs to be told, or cannot do at all. */
const UNUSUAL: { readonly [Version in string]?: object | 'none' } = {
  '6.0 node10': { ignoreDeprecations: '6.0' },
  '7.0 node10': 'none',
};

// version by version, so that several compilers are at work at a time
const MATRIX = Object.keys(PROJECTS).flatMap((name) =>
  [true, false].flatMap((exact) =>
    VERSIONS.flatMap((version) => {
      const project = name as ProjectName;
      const unusual = UNUSUAL[`${version} ${project}`];
      return unusual === 'none' ? [] : [{ version, project, exact, more: unusual ?? {} }];
    }),
  ),
);

/** A consumer as only CommonJS can be. */
const REQUIRED = `
  import library = require('segment-to-miso');
  import type { MapResult } from 'segment-to-miso';
  import asserts = require('./expectType.js');

  const { createMapper, mapSegmentEvent } = library;
  const { map } = createMapper({ events: { 'Song Played': 'listen' } });
  asserts.expectType<MapResult<library.MisoInteractionByType['listen']>>()(map({ event: 'Song Played' }));
  asserts.expectType<library.MapResult<library.MisoInteractionByType['checkout']>>()(mapSegmentEvent({ event: 'Order Completed' }));
  // @ts-expect-error -- it is \`listen\`
  createMapper({ events: { 'Song Played': 'listn' } });
  // @ts-expect-error -- a listen is no click
  export const clicked: MapResult<library.MisoInteractionByType['click']> = map({ event: 'Song Played' });
`;

let home: Project;

beforeAll(() => {
  home = installPackage();
  for (const type of ['module', 'commonjs']) {
    mkdirSync(join(home.path, type));
    home.write(`${type}/package.json`, JSON.stringify({ type }));
    cpSync(CONSUMERS, join(home.path, type), { recursive: true });
  }
  home.write('commonjs/required.cts', REQUIRED);
});

afterAll(() => {
  compilers.forEach(({ end }) => {
    end();
  });
  home.remove();
});

test('each version compiles each project that it knows, with exact optional properties and without', () => {
  expect(MATRIX).toHaveLength((5 * 5 - 1) * 2);
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
      const { said } = await compile({ version, project, files, options });
      expect(said).toBe('');
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
  [`createMapper({ beforeMap: (event) => undefined });`, `'undefined' is not assignable to type`],
  [`createMapper({ beforeMap: (event) => event.userID === 7 ? null : event });`, `'userId'`],
  [`createMapper({ unmapped: 'costom' });`, `'"costom"'`],
  [`createMapper({ customContext: { store: { constant: 'nl-1' } } });`, `'constant'`],
  [`createMapper({ events: { X: { to: 'search', products: 'many' } } });`, 'products'],
  // the helpers see it too
  [
    `expectType<MapResult<MisoInteractionByType['click']>>()(mapSegmentEvent({ event: 'Order Completed' }));`,
    'arguments',
  ],
  [`expectType<MapResult>()(mapSegmentEvent({ event: 'Order Completed' }));`, 'arguments'],
  [`expectTrue<Equal<unknown, string>>();`, `'false'`, `'true'`],
  [`// @ts-expect-error -- nothing is wrong`, `Unused '@ts-expect-error'`],
];

const IMPORTS = [
  `import { createMapper, type MapResult, mapSegmentEvent, type MisoInteractionByType } from 'segment-to-miso';`,
  `import { type Equal, expectTrue, expectType } from './expectType.js';`,
];

describe('what is wrong does not compile, in words that help', () => {
  test.concurrent.each(VERSIONS)('on TypeScript %s', async (version) => {
    const file = `wrong-${version}.ts`;
    const code = [...IMPORTS, ...MISTAKES.map(([line]) => line)].join('\n');
    home.write(`module/${file}`, code);
    const { said } = await compile({ version, project: 'bundler', files: [file] });
    const messages = parseMessages(code, said);
    const helped = MISTAKES.map(([line, ...words], index) => {
      const message = messages.get(IMPORTS.length + index) ?? 'nothing';
      return words.every((word) => message.includes(word)) ? line : `${line}\n${message}`;
    });
    expect(helped).toStrictEqual(MISTAKES.map(([line]) => line));
    expect(messages.size).toBe(MISTAKES.length);
  });
});

// as measured in November 2026, and half as much again
const MOST = {
  '5.0': { instantiations: 20_177 * 1.5, types: 7_202 * 1.5 },
  '6.0': { instantiations: 91_074 * 1.5, types: 8_120 * 1.5 },
} as const;

describe('a mapper of 30 rules costs the compiler little', () => {
  test.concurrent.each(['5.0', '6.0'] as const)('on TypeScript %s', async (version) => {
    const calls = Array.from(
      { length: 30 },
      (_, n) => `export const result${n} = map({ event: 'Event ${n}' });`,
    );
    const { instantiations, types } = await measureCompiler(version, `rules-${version}.ts`, calls);
    expect(instantiations).toBeLessThan(MOST[version].instantiations);
    expect(types).toBeLessThan(MOST[version].types);
  });

  // it was the square of the rules once: 60 rules took 20 seconds
  test.concurrent('when it is handed to the `map` of a list', async () => {
    const handed = [`export const results = [{}].map(map);`];
    const { types } = await measureCompiler('6.0', 'handed.ts', handed);
    expect(types).toBeLessThan(20_000);
  });
});

/** What a compiler counts in a consumer with 30 rules. */
async function measureCompiler(version: Version, file: string, uses: readonly string[]): Promise<Compiled> {
  home.write(`module/${file}`, [...createRules(30), ...uses].join('\n'));
  const compiled = await compile({ version, project: 'bundler', files: [file] });
  expect(compiled.said).toBe('');
  return compiled;
}

interface Compilation {
  readonly version: Version;
  readonly project: ProjectName;
  readonly files: readonly string[];
  readonly options?: object;
}

interface Compiled {
  /** What the compiler says: nothing, if all is well. */
  readonly said: string;
  readonly instantiations: number;
  readonly types: number;
}

let count = 0;

/** Compiles files of the project. */
async function compile({ version, project, files, options }: Compilation): Promise<Compiled> {
  const { type, module, moduleResolution } = PROJECTS[project];
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
  const path = home.write(`${type}/tsconfig.${count++}.json`, JSON.stringify({ compilerOptions, files }));
  return runInTurn(() => (version === '7.0' ? compileNatively(path) : getCompiler(version).compile(path)));
}

const LANES = 2;
const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
let turn = 0;

/** Runs as many at a time as there are lanes. */
async function runInTurn<Value>(run: () => Promise<Value>): Promise<Value> {
  const lane = turn++ % LANES;
  const done = lanes[lane]!.then(run);
  lanes[lane] = done;
  return done;
}

/** A compiler that waits for projects. */
interface Compiler {
  readonly compile: (path: string) => Promise<Compiled>;
  readonly end: () => void;
}

const compilers = new Map<Version, Compiler>();

function getCompiler(version: Version): Compiler {
  const compiler = compilers.get(version) ?? startCompiler(version);
  compilers.set(version, compiler);
  return compiler;
}

function startCompiler(version: Version): Compiler {
  const child = fork(new URL('./compiler.mjs', import.meta.url), [COMPILERS[version]], { cwd: home.path });
  // it takes one project after the other
  const waiting: { answer: (compiled: Compiled) => void; fail: (error: Error) => void }[] = [];
  child.on('message', (compiled: Compiled) => waiting.shift()?.answer(compiled));
  child.on('exit', (code) => {
    waiting.forEach(({ fail }) => {
      fail(new Error(`TypeScript ${version} ended (${code ?? 'killed'})`));
    });
  });
  return {
    compile: async (path) =>
      new Promise((answer, fail) => {
        waiting.push({ answer, fail });
        child.send(path, (error) => {
          if (error !== null) fail(error);
        });
      }),
    end: () => child.kill(),
  };
}

/** Compiles with a compiler that is no JavaScript: it cannot wait for projects, but is fast. */
async function compileNatively(path: string): Promise<Compiled> {
  const compiler = resolve('node_modules', COMPILERS['7.0'], 'bin/tsc');
  const args = [compiler, '-p', path, '--pretty', 'false'];
  return new Promise((answer) => {
    execFile(process.execPath, args, { cwd: home.path, encoding: 'utf8' }, (error, stdout, stderr) => {
      const failure = error !== null && stdout + stderr === '' ? error.message : '';
      answer({ said: `${stdout}${stderr}${failure}`, instantiations: NaN, types: NaN });
    });
  });
}

/** What a compiler says of a text, by line: the message, and the word that it points to. */
function parseMessages(text: string, said: string): Map<number, string> {
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
function createRules(count: number): string[] {
  const rules = Array.from({ length: count }, (_, n) => `'Event ${n}': ${FORMS[n % FORMS.length]!},`);
  const imports = `import { createMapper, withSchema } from 'segment-to-miso';`;
  return [imports, SCHEMA, 'const { map } = createMapper({ events: {', ...rules, '} });'];
}
