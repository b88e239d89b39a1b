import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type ts from 'typescript';
import { ECOMMERCE_EVENTS } from '../../src/index.ts';
import { installPackage, type Project } from './installPackage.ts';

const require = createRequire(import.meta.url);
const FIELDS = ['userId', 'productId', 'products', 'revenue', 'duration'];

/** Code with the cursor at `|` -> what an editor offers there, among others. */
const COMPLETIONS: Readonly<Record<string, readonly string[]>> = {
  [`createMapper({ events: { '|' } });`]: ECOMMERCE_EVENTS,
  [`createMapper().extend({ events: { '|': 'click' } });`]: ECOMMERCE_EVENTS,
  [`createMapper({ fields: { | } });`]: FIELDS,
  [`createMapper({ | });`]: ['events', 'pages', 'beforeMap', 'unmapped', 'fields', 'pageQuery'],
  [`createMapper({ events: { X: '|' } });`]: ['listen', 'checkout', 'custom'],
  [`createMapper({ events: { X: { to: 'listen', fields: { | } } } });`]: ['productId', 'duration'],
  [`createMapper({ events: { X: (event) => event.context.page?.| } });`]: ['url', 'referrer', 'title'],
  [`createMapper({ beforeMap: (event) => event.| });`]: [
    'context',
    'properties',
    'receivedAt',
    'integrations',
  ],
  [`createMapper({ events: { 'Order Completed': (event) => event.properties.| } });`]: ['order_id', 'total'],
  [`mapSegmentEvent({ event: '|' });`]: ECOMMERCE_EVENTS,
};

let home: Project;

beforeAll(() => {
  home = installPackage();
});

afterAll(() => {
  home.remove();
});

describe.each(['typescript-5.0', 'typescript-5.9', 'typescript'])('an editor with %s completes', (name) => {
  test.each(Object.entries(COMPLETIONS))('%s', (line, expected) => {
    const offered = complete(require(name) as typeof ts, line);
    expect(offered).toEqual(expect.arrayContaining([...expected]));
  });
});

/** What the compiler's language service offers at the cursor. */
function complete(compiler: typeof ts, line: string): string[] {
  const code = `import { createMapper, mapSegmentEvent } from 'segment-to-miso';\nvoid mapSegmentEvent;\n${line}`;
  const path = join(home.path, 'completion.ts');
  const service = compiler.createLanguageService({
    getCompilationSettings: () => ({
      strict: true,
      types: [],
      module: compiler.ModuleKind.ESNext,
      moduleResolution: compiler.ModuleResolutionKind.Bundler,
      target: compiler.ScriptTarget.ES2022,
    }),
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => {
      const text = file === path ? code.replace('|', '') : compiler.sys.readFile(file);
      return text === undefined ? undefined : compiler.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => home.path,
    getDefaultLibFileName: compiler.getDefaultLibFilePath,
    fileExists: (file) => file === path || compiler.sys.fileExists(file),
    readFile: (file) => compiler.sys.readFile(file),
    directoryExists: (folder) => compiler.sys.directoryExists(folder),
  });
  return (
    service.getCompletionsAtPosition(path, code.indexOf('|'), {})?.entries.map((entry) => entry.name) ?? []
  );
}
