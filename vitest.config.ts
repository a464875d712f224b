import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { LongestFirst } from './scripts/steps/longest-first.mjs'

const resolve = { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } }

/** What all projects have. */
function project(test: ViteUserConfig['test']): ViteUserConfig {
  return {
    resolve,
    test: {
      setupFiles: ['lib/testing/setup.ts'],
      // Only a test that hangs comes to these: a machine that is slow or busy takes many times longer than another.
      expect: { poll: { timeout: 120_000 } },
      testTimeout: 300_000,
      hookTimeout: 300_000,
      ...test,
    },
  }
}

export default defineConfig({
  resolve,
  test: {
    globalSetup: ['lib/testing/build-programs.ts'],
    sequence: { sequencer: LongestFirst },
    // The longest files measure and kill servers, which more workers than processors would starve.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      // They hold servers to a time and count processes: each file has a process of its own.
      project({ name: 'servers', include: ['e2e/**/*.test.ts'] }),
      // A process runs one file after the other, because starting one and loading modules takes longer than most files.
      project({
        name: 'modules',
        include: ['{app,components,lib,scripts}/**/*.test.ts'],
        isolate: false,
      }),
    ],
  },
})
