import { defineConfig } from 'vitest/config';

export default defineConfig({
  // what README and docs import
  resolve: { alias: { 'segment-to-miso': new URL('src/index.ts', import.meta.url).pathname } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/build.ts'],
    typecheck: { enabled: true, include: ['test/types/*.test-d.ts'], tsconfig: 'test/tsconfig.json' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    coverage: {
      include: ['src/**'],
      reporter: ['text'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
