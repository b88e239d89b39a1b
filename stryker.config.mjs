import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

// What Stryker cannot break in a way that could be seen, and why. An entry is a function by its name, or code as it stands.
const SHORTCUT = 'a shortcut for what is usual: the way past it gives the same, and takes longer';
const ROOM = 'how much room is set aside at first changes the time alone';
const REMEMBERED = 'what is remembered changes time and memory alone; test/hostile.test.ts measures both';

const EQUIVALENT = new Map(
  Object.entries({
    slotOf: REMEMBERED,
    'name.length > LENGTH_KEPT': REMEMBERED,
    'name.length <= LENGTH_KEPT': REMEMBERED,
    'known.size >= exact.size + NAMES_KEPT': REMEMBERED,
    'last?.name === name': REMEMBERED,
    'new Array<Found | undefined>(SLOTS)': ROOM,
    'new Array<string>(length)': ROOM,
    'new Array<number>(quantity ? length : 0)': ROOM,
    'new Array<string>(value.length)': ROOM,
    'isUsualId(value)': SHORTCUT,
    'isPlainText(query)': SHORTCUT,
    'isUsualNumber(total)': SHORTCUT,
    'isPlainText(locale) && isPlainText(user_agent)': SHORTCUT,
    'isPlainText(url) && isPlainText(title)': SHORTCUT,
    'isPlainText(referrer)': SHORTCUT,
    "referrer === ''": SHORTCUT,
    '(campaign ?? page ?? locale ?? user_agent) === undefined': SHORTCUT,
    'scale === MAX_RATING && isUsualNumber(rating) && rating <= MAX_RATING': SHORTCUT,
    'shipping === undefined && tax === undefined': SHORTCUT,
    "typeof value === 'number' && value > 0 && Number.isFinite(value)": SHORTCUT,
    'value.length > 2 * maxLength': SHORTCUT,
    'length > 15': SHORTCUT,
    'value.length <= maxLength': SHORTCUT,
    'code > 32 && code < 127': SHORTCUT,
    "value !== '' && hasSignAt(value, 0)": SHORTCUT,
    'isPlainText(type)': SHORTCUT,
    "call === 'page'": SHORTCUT,
    "type === 'track'": SHORTCUT,
  }),
);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'equivalent', {
    shouldIgnore: (path) => {
      if (path.isFunctionDeclaration()) return EQUIVALENT.get(path.node.id.name);
      return path.isExpression() ? EQUIVALENT.get(path.toString()) : undefined;
    },
  }),
];

export default {
  plugins: ['@stryker-mutator/vitest-runner', './stryker.config.mjs'],
  ignorers: ['equivalent'],
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
  mutate: ['src/**/*.ts'],
  coverageAnalysis: 'perTest',
  timeoutMS: 20_000,
  incremental: true,
  incrementalFile: 'reports/mutation.json',
  reporters: ['clear-text', 'progress-append-only'],
  ignorePatterns: ['bench', 'dist', 'examples/node_modules', 'site', 'coverage'],
  thresholds: { high: 100, low: 95, break: 95 },
};
