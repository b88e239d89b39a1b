import { defineConfig } from 'vitest/config';

/** The tests of `npm test`: they need no build, no browser and no network. */
const fastProjects = [
  project('unit', { include: ['test/unit/**/*.test.ts'], isolate: false }),
  project('types', {
    include: [],
    typecheck: {
      enabled: true,
      only: true,
      include: ['test/types/*.test-d.ts'],
      tsconfig: 'test/types/tsconfig.json',
    },
  }),
  project('contract', { include: ['test/contract/*.test.ts'] }),
  project('property', {
    include: ['test/property/*.test.ts'],
    exclude: ['test/property/{hostile,fuzz}.test.ts'],
    // a tenth; `property-full` has them all
    env: { RUNS: process.env['RUNS'] ?? '2000' },
  }),
];

/** The other tests, of `npm run test:full`. One file at a time, as some measure time. */
const fullProjects = [
  project('property-full', {
    include: ['test/property/{properties,laws,oracle}.test.ts'],
    env: { RUNS: process.env['RUNS'] ?? '8000' },
  }),
  project('hostile', { include: ['test/property/hostile.test.ts'] }),
  project('fuzz', { include: ['test/property/fuzz.test.ts'] }),
  project('package', { include: ['test/package/*.test.ts'], globalSetup: ['test/helpers/buildPackage.ts'] }),
  project('hosts', {
    include: ['test/hosts/*.test.ts'],
    exclude: ['test/hosts/kafka*.test.ts'],
    globalSetup: ['test/hosts/installExamples.ts'],
  }),
  // of `npm run trials`: those of `hosts` that measure load, with more of it, and the faults of Kafka
  project('trials', {
    include: ['test/hosts/{backfillSpeed,chaos,kafkaFaults,webhookLoad}.test.ts'],
    globalSetup: ['test/hosts/installExamples.ts'],
    env: { TRIALS: 'yes' },
  }),
].map(({ extends: isExtending, test }) => ({
  extends: isExtending,
  test: { ...test, maxWorkers: 1, sequence: { groupOrder: 1 } },
}));

/** Two files at a time, as they mostly wait: for the browser, and for groups of consumers to form. */
const waitingProjects = [
  project('site', { include: ['test/site/*.test.ts'], globalSetup: ['test/site/siteFolder.ts'] }),
  project('kafka', {
    include: ['test/hosts/kafka.test.ts'],
    globalSetup: ['test/hosts/installExamples.ts'],
  }),
].map(({ extends: isExtending, test }) => ({
  extends: isExtending,
  test: { ...test, maxWorkers: 2, sequence: { groupOrder: 2 } },
}));

export default defineConfig({
  // what README, docs and examples import
  resolve: { alias: { 'segment-to-miso': new URL('src/index.ts', import.meta.url).pathname } },
  test: {
    projects: [...fastProjects, ...fullProjects, ...waitingProjects],
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      include: ['src/**'],
      reporter: ['text'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});

function project<Options extends object>(name: string, options: Options) {
  return { extends: true as const, test: { name, ...options } };
}
