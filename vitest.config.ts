import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // What a passing test prints is noise; a failing one shows everything.
    silent: 'passed-only',
    // One fewer, as is usual, would be half of a small machine: most of these tests wait for files, sockets and processes.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          // A busy machine is slow, not wrong.
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['tests/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          setupFiles: process.env.COCO_TEST_IMAGE === undefined ? [] : ['tests/on-image.ts'],
        },
      },
    ],
  },
})
