import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/steps/longest-first.mjs'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  test: {
    include: [
      'app/**/*.test.ts',
      'lib/**/*.test.ts',
      'components/**/*.test.ts',
      'e2e/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    globalSetup: ['lib/testing/build-programs.ts'],
    setupFiles: ['lib/testing/setup.ts'],
    sequence: { sequencer: LongestFirst },
    // The longest files measure and kill servers, which more workers than processors would starve.
    maxWorkers: Math.max(2, availableParallelism()),
    // Only a test that hangs comes to these: a machine that is slow or busy takes many times longer than another.
    expect: { poll: { timeout: 120_000 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
