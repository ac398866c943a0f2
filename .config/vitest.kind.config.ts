import { defineConfig } from 'vitest/config';

/** What needs real nodes: kind clusters with a container engine. One file after the other, for each makes clusters of its own. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/**/*.kind.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
  },
});
