import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as library from '../../src/index.ts';
import { installPackage, type Project } from './installPackage.ts';
import { createBareRealm, GLOBAL_NAMES, OF_THE_LANGUAGE } from './bareRealm.ts';

const ESM = 'dist/index.js';
const CJS = 'dist/index.cjs';
const GLOBAL = 'dist/segment-to-miso.global.js';
const TYPES = 'dist/index.d.ts';
const CJS_TYPES = 'dist/index.d.cts';

const EVENT = {
  type: 'track',
  event: 'Order Completed',
  userId: 'u1',
  timestamp: '2026-01-31T12:00:00.000Z',
  properties: { order_id: 'o1', total: 27.5, products: [{ product_id: 'p1', quantity: 2 }] },
};
const MAPPED = {
  status: 'mapped',
  interactions: [
    {
      type: 'checkout',
      user_id: 'u1',
      timestamp: '2026-01-31T12:00:00.000Z',
      product_ids: ['p1'],
      quantities: [2],
      revenue: 27.5,
    },
  ],
  issues: [],
};

const NAMES = Object.keys(library).sort();

let project: Project;

beforeAll(() => {
  project = installPackage();
});

afterAll(() => {
  project.remove();
});

describe('the files', () => {
  test('are what is built, and the texts that npm shows', () => {
    const texts = ['CHANGELOG.md', 'LICENSE', 'README.md'].filter(
      // from the first release on
      (file) => file !== 'CHANGELOG.md' || existsSync(file),
    );
    const built = [ESM, CJS, TYPES, CJS_TYPES, GLOBAL];
    expect([...project.published].sort()).toStrictEqual([...texts, ...built, 'package.json'].sort());
  });

  test('are all that package.json speaks of', () => {
    const manifest: Manifest = JSON.parse(project.installed('package.json'));
    const { exports, main, module, types, unpkg, jsdelivr } = manifest;
    const named = [exports, main, module, types, unpkg, jsdelivr]
      .flatMap(listPaths)
      .map((path) => posix.normalize(path));
    expect(named.filter((path) => !project.published.includes(path))).toStrictEqual([]);
  });

  test.each([ESM, CJS, GLOBAL, TYPES, CJS_TYPES])('of which %s needs no other', (file) => {
    expect(findNeeds(project.installed(file))).toStrictEqual([]);
  });

  test.each([TYPES, CJS_TYPES])('of which %s declares nothing for others and names no package', (file) => {
    expect(project.installed(file)).not.toMatch(/type-fest|declare (global|module)/);
  });
});

test.each([
  [ESM, OF_THE_LANGUAGE],
  [CJS, [...OF_THE_LANGUAGE, 'exports'].toSorted()],
  [GLOBAL, OF_THE_LANGUAGE],
])('%s asks for nothing but the language', (file, names) => {
  expect(findFreeNames(project.installed(file))).toStrictEqual(names);
});

// so that the test above sees what leads out of the language, and what runs text as code
test.each([
  ['eval("1")', 'eval'],
  ['(0, eval)("1")', 'eval'],
  ['Function("1")()', 'Function'],
  ['new Function("1")', 'Function'],
  ['import("node:fs")', 'import'],
  ['import.meta.url', 'import.meta'],
  ['require("node:fs")', 'require'],
  ['globalThis.name', 'globalThis'],
  ['process.env.NAME', 'process'],
  ['typeof window', 'window'],
  ['fetch("/")', 'fetch'],
  ['setTimeout(() => 1)', 'setTimeout'],
  ['({ console })', 'console'],
])('`%s` asks for %s', (script, name) => {
  expect(findFreeNames(script)).toStrictEqual([name]);
});

// the constructor of any function runs text as code, and is found without a name
test.each([ESM, CJS, GLOBAL])('%s runs no text as code', (file) => {
  expect(project.installed(file)).not.toMatch(
    /\b(eval|Function|import)\s*\(|\.constructor\b|['"`]constructor['"`]/,
  );
});

describe('running', () => {
  test('as an ES module', () => {
    const script = `import { mapSegmentEvent } from 'segment-to-miso'; print(mapSegmentEvent(event));`;
    expect(runNode('map.mjs', script)).toStrictEqual(MAPPED);
  });

  test('as a CommonJS module', () => {
    const script = `const { mapSegmentEvent } = require('segment-to-miso'); print(mapSegmentEvent(event));`;
    expect(runNode('map.cjs', script)).toStrictEqual(MAPPED);
  });

  test('as a script, where there is nothing but the language', () => {
    const realm = createBareRealm();
    expect(realm.valueOf('[typeof console, typeof process, typeof globalThis]')).toStrictEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
    realm.run(project.installed(GLOBAL));
    expect(realm.valueOf(`segmentToMiso.mapSegmentEvent(${JSON.stringify(EVENT)})`)).toStrictEqual(MAPPED);
  });

  test('as a script that `segment-to-miso/global` leads to', () => {
    const script = `print(require('node:path').basename(require.resolve('segment-to-miso/global')));`;
    expect(runNode('global.cjs', script)).toBe('segment-to-miso.global.js');
  });

  test('as a script, which adds one global and takes none away', () => {
    const realm = createBareRealm();
    realm.run(`const before = ${GLOBAL_NAMES}`);
    realm.run(project.installed(GLOBAL));
    realm.run(`const after = ${GLOBAL_NAMES}`);
    expect(realm.valueOf(`after.filter((name) => !before.includes(name))`)).toStrictEqual(['segmentToMiso']);
    expect(realm.valueOf(`before.filter((name) => !after.includes(name))`)).toStrictEqual([]);
  });

  test('in each way, with the same exports', () => {
    const realm = createBareRealm();
    realm.run(project.installed(GLOBAL));
    const names = {
      esm: runNode(
        'names.mjs',
        `import * as library from 'segment-to-miso'; print(Object.keys(library).sort());`,
      ),
      cjs: runNode('names.cjs', `print(Object.keys(require('segment-to-miso')).sort());`),
      global: realm.valueOf('Object.keys(segmentToMiso).sort()'),
    };
    expect(names).toStrictEqual({ esm: NAMES, cjs: NAMES, global: NAMES });
  });
});

const CONSUMER = `
  import { mapSegmentEvent, type MisoInteractionByType, type SegmentTrackEvent } from 'segment-to-miso';

  const event: SegmentTrackEvent<'Order Completed'> = {
    type: 'track',
    event: 'Order Completed',
    userId: 'u1',
    properties: { total: 27.5, products: [{ product_id: 'p1', quantity: 2 }] },
  };
  const result = mapSegmentEvent(event);
  if (result.status !== 'mapped') throw new TypeError(result.issues[0].message);

  const checkout: MisoInteractionByType['checkout'] = result.interactions[0];
  export const revenue: number | undefined = checkout.revenue;
  // @ts-expect-error -- a checkout has no rating
  export const rating: unknown = result.interactions[0].rating;
`;

const { Node16, ESNext } = ts.ModuleKind;

test.each([
  ['an ES module on Node', 'consumer.mts', Node16, ts.ModuleResolutionKind.Node16, TYPES],
  ['a CommonJS module on Node', 'consumer.cts', Node16, ts.ModuleResolutionKind.Node16, CJS_TYPES],
  ['a bundled module', 'consumer.ts', ESNext, ts.ModuleResolutionKind.Bundler, TYPES],
])('%s compiles', (_, name, module, moduleResolution, types) => {
  const program = ts.createProgram([project.write(name, CONSUMER)], {
    module,
    moduleResolution,
    target: ts.ScriptTarget.ES2020,
    lib: ['lib.es2020.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: false,
    noEmit: true,
  });
  const problems = ts.getPreEmitDiagnostics(program);
  expect(problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toStrictEqual(
    [],
  );
  const declarations = program.getSourceFiles().map(({ fileName }) => fileName.split('/segment-to-miso/')[1]);
  expect(declarations.filter((file) => file !== undefined)).toStrictEqual([types]);
});

describe('bundling', () => {
  test('an import for its effects leaves nothing', () => {
    expect(bundle(`import 'segment-to-miso';`)).toBe('');
  });

  // a bundler keeps what may have an effect, such as a member that is read at the top level
  test('an import for its effects leaves nothing even of the bare file', () => {
    mkdirSync(join(project.path, 'bare'), { recursive: true });
    project.write('bare/index.js', project.installed(ESM));
    expect(bundle(`import './bare/index.js';`)).toBe('');
  });

  test('the issue codes bring no tables along', () => {
    const bundled = bundle(`import { ISSUE_CODES } from 'segment-to-miso'; globalThis.codes = ISSUE_CODES;`);
    expect(bundled).toContain('missing_identity');
    expect(bundled).not.toContain('product_detail_page_view');
  });
});

/** What package.json says of the files. */
type Manifest = Readonly<Record<'exports' | 'main' | 'module' | 'types' | 'unpkg' | 'jsdelivr', Paths>>;

/** A path; or paths by condition. */
type Paths = string | { readonly [condition: string]: Paths };

function listPaths(written: Paths): string[] {
  return typeof written === 'string' ? [written] : Object.values(written).flatMap(listPaths);
}

/** What a file imports, requires or refers to. */
function findNeeds(text: string): string[] {
  const found = ts.preProcessFile(text, true, true);
  const { importedFiles, referencedFiles, typeReferenceDirectives, libReferenceDirectives } = found;
  return [importedFiles, referencedFiles, typeReferenceDirectives, libReferenceDirectives].flatMap(
    (references) => references.map(({ fileName }) => fileName),
  );
}

/** The names that a script uses without declaring them; with `this` and `import`, which lead to the host as well. */
function findFreeNames(text: string): string[] {
  // as TypeScript, to which `module` means nothing
  const file = ts.createSourceFile('/script.ts', text, ts.ScriptTarget.ES2022, true);
  const checker = createChecker(file);
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isKeywordToHost(node)) names.add(node.getText());
    else if (ts.isIdentifier(node) && !isMemberName(node) && !isDeclared(node, checker)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...names].sort();
}

function createChecker(file: ts.SourceFile): ts.TypeChecker {
  const options: ts.CompilerOptions = { noLib: true, noResolve: true, types: [] };
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (name) => (name === file.fileName ? file : undefined);
  const program = ts.createProgram([file.fileName], options, host);
  expect(program.getSyntacticDiagnostics(file)).toStrictEqual([]);
  return program.getTypeChecker();
}

function isKeywordToHost(node: ts.Node): boolean {
  return (
    ts.isMetaProperty(node) || [ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.ImportKeyword].includes(node.kind)
  );
}

// what stands behind a dot or names a jump: it is not looked up in a scope
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isMetaProperty(parent)
  );
}

function isDeclared(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol?.declarations !== undefined && symbol.declarations.length > 0;
}

/** Runs a program in the project; what it prints. */
function runNode(name: string, script: string): unknown {
  const given = `
    const event = ${JSON.stringify(EVENT)};
    const print = (value) => process.stdout.write(JSON.stringify(value));
  `;
  const path = project.write(name, `${given}\n${script}`);
  return parseOutput(execFileSync(process.execPath, [path], { cwd: project.path, encoding: 'utf8' }));
}

function parseOutput(json: string): unknown {
  return JSON.parse(json);
}

/** Bundles a module of the project; the code, without the comments that name the files. */
function bundle(script: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: script, resolveDir: project.path },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
  });
  return outputFiles[0]!.text.trim();
}
