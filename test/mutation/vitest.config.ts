import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: [{ find: /^vitest$/, replacement: fileURLToPath(new URL('vitest.ts', import.meta.url)) }],
  },
  test: {
    include: ['test/mutation/all.ts'],
    env: { RUNS: '100', SEED: '1' },
    testTimeout: 20_000,
  },
});
