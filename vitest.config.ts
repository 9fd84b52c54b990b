import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // What a passing test prints is noise; a failing one shows everything.
    silent: 'passed-only',
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'] },
      },
      {
        extends: true,
        test: { name: 'tests', include: ['tests/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 30_000 },
      },
    ],
  },
})
