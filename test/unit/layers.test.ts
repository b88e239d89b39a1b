import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** From the first of the pipeline to the last: a file imports from its own layer and the ones before it. */
const LAYERS: readonly string[] = [
  'issue.ts',
  'rejection.ts',
  'segment/',
  'miso/',
  'fields/',
  'rules/',
  'plan.ts',
  'builders.ts',
  'records.ts',
  'result.ts',
  'finder.ts',
  'mapper.ts',
  'batch.ts',
  'options/',
  'readersFor.ts',
  'functionRule.ts',
  'refusal.ts',
  'compile.ts',
  'createMapper.ts',
  'index.ts',
];

/** File -> what it imports, types too, as written. */
const specifiers = new Map(sourceFiles().map((file) => [file, specifiersOf(file)]));
/** File -> the files that it imports. */
const imports = new Map(
  [...specifiers].map(([file, written]) => [file, written.map((to) => target(file, to))]),
);
const edges = [...imports].flatMap(([from, targets]) => targets.map((to) => ({ from, to })));

test('every file of src has a layer', () => {
  expect([...imports.keys()].filter((file) => layerOf(file) < 0)).toStrictEqual([]);
});

test('imports go one way', () => {
  const upwards = edges.filter(({ from, to }) => layerOf(to) > layerOf(from));
  expect(upwards.map(written)).toStrictEqual([]);
});

test('only files of src are imported, by their path, and packages of types: no folder', () => {
  const isFile = (from: string, to: string): boolean => to.startsWith('.') && imports.has(target(from, to));
  const strangers = [...specifiers].flatMap(([from, tos]) =>
    tos.filter((to) => !isFile(from, to) && !isTypesOnly(to)).map((to) => written({ from, to })),
  );
  expect(strangers).toStrictEqual([]);
});

test('no files import each other in a circle, not even their types', () => {
  const circular = edges.filter(({ from, to }) => reachable(to).has(from));
  expect(circular.map(written)).toStrictEqual([]);
});

test('index.ts leads to every file', () => {
  const own = [...reachable('index.ts')].filter((file) => !isTypesOnly(file));
  expect(own.sort()).toStrictEqual([...imports.keys()].sort());
});

// what the published types inline
function isTypesOnly(specifier: string): boolean {
  return specifier.startsWith('type-fest/') || specifier === '@standard-schema/spec';
}

function sourceFiles(): string[] {
  return readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative('src', posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name)))
    .sort();
}

function specifiersOf(file: string): string[] {
  const text = readFileSync(`src/${file}`, 'utf8');
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function target(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
}

// the place in the order; -1 for a file without one
function layerOf(file: string): number {
  const folder = file.indexOf('/');
  return LAYERS.indexOf(folder < 0 ? file : file.slice(0, folder + 1));
}

function reachable(from: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(from)) return found;
  found.add(from);
  for (const to of imports.get(from) ?? []) reachable(to, found);
  return found;
}

function written({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} -> ${to}`;
}
