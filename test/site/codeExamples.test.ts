import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { afterAll, describe, expect, test } from 'vitest';

/** A piece of code that a reader is shown. */
interface Shown {
  readonly name: string;
  /** The module it is about, from which it may name things without importing them. */
  readonly module: string | undefined;
  readonly code: string;
}

// inside of test, so that imports resolve as in any test
const FOLDER = 'test/.docs';
const LIBRARY = 'src/index.ts';
const SAMPLE = 'test/site/exampleScope.ts';

const sources = ['README.md', ...listFiles('docs', '.md'), ...listFiles('src', '.ts')];
const shown = sources.flatMap(extractExamples);
const files = shown.map(({ name }) => resolve(FOLDER, `${name.replaceAll(/\W+/g, '-')}.ts`));

const program = writeExamples();

afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

describe('the code in README, docs and JSDoc', () => {
  test('is there', () => {
    expect(shown.filter(({ name }) => name.startsWith('README')).length).toBeGreaterThan(1);
    expect(shown.filter(({ name }) => name.startsWith('src')).length).toBeGreaterThan(30);
    for (const { name, code } of shown) {
      expect(countAssertions(addAssertions(code)), name).toBe(
        countAssertions(code) + code.split('//=>').length - 1,
      );
    }
  });

  test.each(shown.map(({ name }, index) => ({ name, file: files[index]! })))('$name', async ({ file }) => {
    const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
    expect(
      problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ).toStrictEqual([]);
    await import(file);
  });
});

test('each public function shows an example with its result', () => {
  const functions = [
    'createMapper',
    'explainUploadError',
    'mapSegmentEvent',
    'toUploadBodies',
    'validateInteraction',
  ];
  for (const name of functions) {
    const examples = shown.filter(({ name: of, code }) => of.startsWith('src') && code.includes(`${name}(`));
    expect(
      examples.some(({ code }) => code.includes('//=>')),
      name,
    ).toBe(true);
  }
});

function countAssertions(code: string): number {
  return code.split('expect(').length;
}

function listFiles(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  // the reference is written from JSDoc
  return names
    .filter((name) => name.endsWith(ending) && !name.startsWith('api'))
    .map((name) => join(folder, name));
}

function extractExamples(file: string): Shown[] {
  const text = readFileSync(file, 'utf8');
  const isModule = file.endsWith('.ts');
  const plain = isModule ? text.replaceAll(/^ *\* ?/gm, '') : text;
  return [...plain.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = ''], index) => ({
    name: `${file} ${index + 1}`,
    module: isModule ? file : undefined,
    code,
  }));
}

/** Writes each piece as a module that checks its own results, and compiles them all. */
function writeExamples(): ts.Program {
  const base = ts.createProgram(
    [LIBRARY, SAMPLE, ...shown.flatMap(({ module }) => module ?? [])],
    readCompilerOptions(),
  );
  mkdirSync(FOLDER, { recursive: true });
  shown.forEach(({ module, code }, index) => {
    const names = module === undefined ? [] : createImports(code, [module, LIBRARY, SAMPLE], base);
    writeFileSync(
      files[index]!,
      `${names.join('\n')}\nimport { expect } from 'vitest';\n${addAssertions(runTests(code))}\nexport {};\n`,
    );
  });
  return ts.createProgram(files, readCompilerOptions());
}

function readCompilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile('test/tsconfig.json', (file) => readFileSync(file, 'utf8')) as {
    config: object;
  };
  const { options: read } = ts.parseJsonConfigFileContent(config, ts.sys, 'test');
  return {
    ...read,
    noUnusedLocals: false,
    noUnusedParameters: false,
    verbatimModuleSyntax: false,
    paths: { ...read.paths, 'segment-to-miso': [resolve(LIBRARY)] },
  };
}

// what a piece names and does not declare, from the first of the modules that exports it
function createImports(code: string, modules: readonly string[], base: ts.Program): string[] {
  const missing = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  return modules.flatMap((module) => {
    const checker = base.getTypeChecker();
    const symbol = checker.getSymbolAtLocation(base.getSourceFile(module)!);
    const names = checker.getExportsOfModule(symbol!).map(({ name }) => name);
    const used = names.filter((name) => missing.delete(name) && !code.includes(`const ${name} `));
    return used.map((name) => `import { ${name} } from '${relative(FOLDER, module)}';`);
  });
}

// `expression;` with `//=> value` below it; the value's further lines begin with `//` and three spaces or more
function addAssertions(code: string): string {
  return code.replaceAll(
    /^(?!\})((?:(?!\/\/=>|;\n).)*?);\n\/\/=> ([^\n]*(?:\n\/\/ {3,}[^\n]*)*)$/gms,
    (_, expression: string, value: string) =>
      `expect(${expression}).toStrictEqual(${value.replaceAll(/^\/\//gm, '')});`,
  );
}

// an example of a test runs while it is imported, in a test
function runTests(code: string): string {
  return code.replace(
    /^import \{ expect, test \} from 'vitest';$/m,
    `import { runTest as test } from '${relative(FOLDER, SAMPLE)}';`,
  );
}
