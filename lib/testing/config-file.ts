import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'

export type ConfigFolder = {
  /** Made anew for every test. */
  dir(): string
  env(variables?: Record<string, string>): NodeJS.ProcessEnv
  /** Writes signet.yaml and gives the environment that names it. */
  configure(text: string, variables?: Record<string, string>): NodeJS.ProcessEnv
}

/** A folder for signet.yaml around each test of the file that calls it. */
export function useConfigFolder(): ConfigFolder {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'signet-config-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))
  const env = (variables = {}): NodeJS.ProcessEnv => ({
    NODE_ENV: 'test',
    SIGNET_DATA_DIR: path.join(dir, 'data'),
    ...variables,
  })
  return {
    dir: () => dir,
    env,
    configure(text, variables = {}) {
      const file = path.join(dir, 'signet.yaml')
      writeFileSync(file, text)
      return env({ SIGNET_CONFIG: file, ...variables })
    },
  }
}

/** What the refused start would print; empty when nothing was refused. */
export function configErrorOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof Error && error.name === 'ConfigError') return error.message
    throw error
  }
  return ''
}
