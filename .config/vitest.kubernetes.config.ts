import { defineConfig } from 'vitest/config';

/** What is compared with a real API server: the contract on all subjects, and the tests that only make sense against one. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['test/contract/**/*.test.ts', 'test/**/*.kubernetes.test.ts'],
    exclude: ['test/**/*.kind.test.ts', '**/node_modules/**'],
    globalSetup: ['.config/real-cluster-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
