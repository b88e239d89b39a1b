import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

// why a mutant may survive: nothing that can be seen is other than before
const SHORTCUT = 'a shortcut for what is usual: the way past it gives the same, and takes longer';
const REMEMBERED = 'what is remembered changes time and memory alone; test/hostile.test.ts measures both';
const ROOM = 'how much room is set aside at first changes the time alone';
const TYPES = 'never so: it is there for the compiler';
const SAME = 'the same is said in another way';

// file -> why -> how the line of such a mutant starts
const EQUIVALENT = {
  'src/batch.ts': { [SAME]: ['} catch {}'] },
  'src/builders.ts': {
    [SHORTCUT]: [
      'if (false',
      'false',
      ') {}',
      'if (user_id === undefined) {} else',
      'if (timestamp !== undefined && product_ids !== undefined && context !== undefined) {}',
      'if (timestamp !== undefined && product_ids !== undefined && rating !== undefined && context !== undefined) {}',
      'if (timestamp !== undefined && search !== undefined && context !== undefined) {}',
      'if (timestamp !== undefined && category !== undefined && context !== undefined) {}',
      'true;',
      'isUsual: false,',
    ],
    // quantities, and a rating that counts, are of products
    [TYPES]: [
      'true &&',
      'product_ids === undefined &&',
      'revenue === undefined &&',
      'if (timestamp !== undefined && true && rating',
      'if (timestamp !== undefined && product_ids === undefined && rating',
      'const products = readers.products(',
      'const context = readers.context(',
    ],
  },
  'src/fields/context.ts': {
    [SHORTCUT]: [
      'if (truncated_ip !== undefined) {}',
      'if (false',
      'if (isPlainText(locale) && isPlainText(user_agent)) {} else',
      'if (page === undefined) {} else',
      '} else if (false) return { truncated_ip };',
      'false',
      'if (isPlainText(url) && isPlainText(title)) {}',
      'if (referrer === "Stryker was here!")',
    ],
  },
  'src/fields/custom.ts': { [TYPES]: ['return true && parsed < 0'] },
  'src/fields/customContext.ts': { 'a region has no path': ['const region = readRegion(event, "Stryker'] },
  'src/fields/filters.ts': {
    [SHORTCUT]: ['if (false) return withValue(', 'if (false) filters[field]'],
    [TYPES]: ['else if (hasOwn(filters, field)) filters[field].push(value)'],
  },
  'src/fields/identity.ts': {
    [SHORTCUT]: [
      'export function isUsualId(value: unknown): value is string {}',
      'return false;',
      'function hasUsualEnd(value: string, length: number): boolean {}',
      'return length < 512 &&',
      'return length <= 512 && hasSignAt(value, length + 1)',
    ],
  },
  'src/fields/ip.ts': {
    [TYPES]: ['const [, v4, high = "Stryker', "const [, v4, high = '', low = \"Stryker"],
    [SAME]: ['const end = zone >= 0 &&'],
  },
  'src/fields/keywords.ts': { [SHORTCUT]: ['if (false) return query;'] },
  'src/fields/misoId.ts': { [SHORTCUT]: ['if (false) return undefined;'] },
  'src/fields/number.ts': {
    [SHORTCUT]: [
      'export function isUsualNumber(value: unknown): value is number {}',
      'return false;',
      'return typeof value === "" &&',
    ],
    [SAME]: ['const [, sign, before, digits, after] = NUMBER.exec(written) ?? ["Stryker'],
  },
  'src/fields/path.ts': { [TYPES]: ['value = isObject(value) && true && hasOwn('] },
  'src/fields/places.ts': { 'what code gives has no path': ['const found = readAt(path ?? "Stryker'] },
  'src/fields/productIds.ts': { [SHORTCUT]: ['if (false) return value;'] },
  'src/fields/products.ts': {
    [SHORTCUT]: ['if (false) return undefined;'],
    [ROOM]: ['const ids = new Array();', 'const quantities = new Array();'],
    [TYPES]: ['const id = productId(', 'const id = readers.productId('],
    [SAME]: ['if (true) ids.length', 'if (count <= length) ids.length', 'return false ? { ids, quantities }'],
  },
  'src/fields/quantities.ts': { [TYPES]: ['return true && parsed <= 0'] },
  'src/fields/rating.ts': {
    [SHORTCUT]: [
      'return false',
      'return scale === MAX_RATING && isUsualNumber(rating) && rating < MAX_RATING',
    ],
  },
  'src/fields/revenue.ts': { [SHORTCUT]: ['if (false) return total;', 'if (false) return goods;'] },
  'src/fields/source.ts': { [SHORTCUT]: ['if (false) continue;'] },
  'src/fields/text.ts': {
    [SHORTCUT]: [
      'export function isPlainText(value: unknown): value is string {}',
      'function startsPlain(value: string): boolean {}',
      'export function hasSignAt(value: string, index: number): boolean {}',
      'return false;',
      'return typeof value === "" && startsPlain(value);',
      "return value === '' && hasSignAt(",
      'return code > 32 && code <= 127;',
    ],
    'V8 compiles it better, and past the end there is no sign': [
      'return true && hasSignAt(',
      'return value !== "Stryker was here!" && hasSignAt(',
    ],
    [ROOM]: ['const texts = new Array();'],
  },
  'src/fields/timestamp.ts': {
    [SHORTCUT]: ['return false', 'return typeof value === "" && isDateTime(value)'],
    [SAME]: ["return written > '0001' ?"],
  },
  'src/finder.ts': {
    [REMEMBERED]: [
      'if (true) return { name, rule };',
      'if (false) return { name, rule };',
      'if (name.length >= LENGTH_KEPT) return',
      'if (name.length <= LENGTH_KEPT) return',
      'if (true) start();',
      'if (false) start();',
      'if (known.size > exact.size + NAMES_KEPT) start();',
      'if (known.size < exact.size + NAMES_KEPT) start();',
      'if (known.size >= exact.size - NAMES_KEPT) start();',
      'if (false) return last.rule;',
      'if (true) latest[slot] = found;',
      'if (false) latest[slot] = found;',
      'if (name.length < LENGTH_KEPT) latest',
      'if (name.length > LENGTH_KEPT) latest',
      'function slotOf(name: string): number {}',
      'return true ? (length',
      'return false ? (length',
      'return length >= 4 ? (length',
      'return length <= 4 ? (length',
      'return length > 4 ? (length',
    ],
    [ROOM]: ['const latest = new Array()'],
  },
  'src/functionRule.ts': {
    [TYPES]: ['return true ? JSON.parse(text) : record;'],
    'what is left over is not looked at once there is an error': ['return true;'],
    'no reader has that name': ['fields.includes(field) ? sources : ["Stryker'],
  },
  'src/mapper.ts': {
    [SHORTCUT]: ['if (false) return', 'if (type === "") return track('],
  },
  'src/miso/formats.ts': {
    [SHORTCUT]: ['if (false) return', 'if (value.length < maxLength) return true;', 'if (length >= 15)'],
  },
  'src/miso/schema.ts': {
    [SAME]: ['return true && Number.isFinite(value);'],
    'only whether it is there counts': ['quantities: { items: positive, orOne: false },'],
  },
  'src/miso/uploadError.ts': {
    [SAME]: [
      "const [, place, path = '', message] = LINE.exec(line) ?? [\"Stryker",
      'if (false || !Number.isSafeInteger(index))',
      String.raw`const LINE = /^data\.(\d+)(\.[^\s(]*)?\s*(?:\(.*\)\s+(?=is\b)|\([^)]*\)\s*)?(.*)/s`,
    ],
  },
  'src/miso/validate.ts': { [SAME]: ['} catch {}'] },
  'src/options/checks.ts': { 'nobody writes that name': ['names: readonly string[] = ["Stryker'] },
  'src/options/nearest.ts': { [SAME]: ['while (start <= shorter &&'] },
  'src/options/options.ts': { [TYPES]: ['checkType(to, ``);'] },
  'src/records.ts': {
    [SHORTCUT]: ['if (built.type !== undefined) {}', 'const usualTime = false ?', 'if (false) {'],
    'they are replaced before anybody sees them': ['const NOTHING_YET: readonly AnyRecord[] = ["Stryker'],
  },
  'src/readersFor.ts': {
    [SHORTCUT]: ['if (false) return defaultReaders.context;'],
    'a region that is given is checked with the options, so nothing is told of it': [
      'return [{ find: () => region, path: undefined, option: "" }];',
    ],
  },
  'src/rules/eventName.ts': { [SAME]: [String.raw`return name.toLowerCase().replace(/[\s_.-]/g, '');`] },
};

/** Makes the run fail for a mutant that survived and is not named, and for a name that none has any more. */
class Named {
  onMutationTestReportReady({ files }) {
    const faults = Object.entries(files).flatMap(([file, { source, mutants }]) => {
      const names = Object.values(EQUIVALENT[file] ?? {}).flat();
      const lines = mutants.map((mutant) => ({ ...mutant, text: mutated(source, mutant) }));
      return [
        ...lines
          .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
          .filter(({ text }) => !names.some((name) => text.startsWith(name)))
          .map(({ location, text }) => `${file}:${location.start.line} survived, and is not named: ${text}`),
        ...names
          .filter((name) => !lines.some(({ text }) => text.startsWith(name)))
          .map((name) => `${file}: there is no such mutant: ${name}`),
      ];
    });
    if (faults.length === 0) return;
    console.error(`\nFor stryker.config.mjs:\n${faults.join('\n')}`);
    process.exitCode = 1;
  }
}

/** The lines of a mutant, as one. */
function mutated(source, { location: { start, end }, replacement }) {
  const lines = source.split('\n');
  const before = lines[start.line - 1].slice(0, start.column - 1);
  const after = lines[end.line - 1].slice(end.column - 1);
  return `${before}${replacement}${after}`.replaceAll(/\s+/g, ' ').trim();
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'named', Named)];

export default {
  plugins: ['@stryker-mutator/vitest-runner', './stryker.config.mjs'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: ['src/**/*.ts'],
  coverageAnalysis: 'perTest',
  timeoutMS: 20_000,
  incremental: true,
  incrementalFile: 'reports/mutation.json',
  reporters: ['clear-text', 'progress-append-only', 'named'],
  // `named` tells of each; the whole is in the report
  clearTextReporter: { logTests: false, reportMutants: false, reportTests: false },
  ignorePatterns: ['bench', 'dist', 'examples/node_modules', 'site', 'coverage'],
  thresholds: { high: 100, low: 95, break: 95 },
};
