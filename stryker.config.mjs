import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Functions whose mutants are equivalent: what they decide changes the time that something takes, and not the outcome. */
const EQUIVALENT = {
  slotOf: 'whichever slot a name has, the map behind it answers the same',
};

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'equivalent', {
    shouldIgnore: ({ node }) => (node.type === 'FunctionDeclaration' ? EQUIVALENT[node.id.name] : undefined),
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
  ignorePatterns: ['bench', 'dist', 'examples/node_modules', 'site', 'coverage', 'test/hosts', 'test/site'],
  thresholds: { high: 100, low: 95, break: 95 },
};
