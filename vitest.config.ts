import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Real processes and browsers on two cores take their time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
