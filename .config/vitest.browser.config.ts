import { defineConfig } from 'vitest/config';

// One file at a time: a browser, a cluster and a bundle already fill a small machine.
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    fileParallelism: false,
  },
});
