import { spawn } from 'node:child_process'
import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, expect, test } from 'vitest'
import { openDatabase } from '@/lib/database/database'
import { openOwnDatabase, withDatabase } from '@/lib/testing/database'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { programFile } from '@/lib/testing/program-file'
import { readAnswers } from '@/lib/testing/read-answers'
import { formatRegistryStream } from '@/lib/testing/registry-stream'
import { openSyncFixture } from '@/lib/testing/sync-fixture'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { SyncPhase } from '@/lib/views/repo'

/** kill -9 of the whole server process at random moments of a phase; the full count is 30. */
const KILLS = process.env.SIGNET_ENDURE ? 30 : 3

const COMMITS = 600

let repo: GitRepo
/** A data directory that has never synced, and one that has synced the first half. */
let bases: { readonly fresh: string; readonly half: string }
let expected: string

async function importCommits(from: number, to: number): Promise<void> {
  const file = path.join(createTempDir('stream'), 'stream')
  await writeFile(file, formatRegistryStream(from, to))
  await repo.importStream(file)
}

async function createFresh(): Promise<string> {
  const test = await openOwnDatabase('embedded')
  await test.database.close()
  return test.options.dataDir
}

async function copyBase(base: string): Promise<string> {
  const dataDir = path.join(createTempDir('killed'), 'data')
  await cp(base, dataDir, { recursive: true })
  return dataDir
}

/** Milliseconds after the phase has begun; 0: at that very moment. */
type Kill = { readonly phase: SyncPhase; readonly after: number }

/** Runs one sync in a process of its own; resolves with the phases and the outcome that it printed. */
function runProgram(dataDir: string, kill?: Kill): Promise<readonly string[]> {
  const isAtOnce = kill?.after === 0
  const args = [programFile('sync'), dataDir, repo.dir, ...(isAtOnce ? [kill.phase] : [])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    if (kill && !isAtOnce && line === kill.phase)
      setTimeout(() => child.kill('SIGKILL'), kill.after)
  })
  return new Promise((resolve) => child.on('close', () => resolve(lines)))
}

async function readDirectory(dataDir: string): Promise<string> {
  const database = await openDatabase({ dataDir, databaseUrl: null })
  const answers = await readAnswers(database, ['ml'])
  await database.close()
  return answers
}

beforeAll(async () => {
  repo = await createGitRepo()
  await importCommits(0, COMMITS / 2)
  const half = await createFresh()
  expect((await runProgram(half)).at(-1)).toBe('written')
  await importCommits(COMMITS / 2, COMMITS)
  bases = { fresh: await createFresh(), half }
  expected = await withDatabase('embedded', async (database) => {
    const fixture = await openSyncFixture(database, { repos: { ml: repo.dir } })
    await fixture.sync('ml')
    await fixture.close()
    return await readAnswers(database, ['ml'])
  })
})

/** How long a phase lasts at most here, in milliseconds: kills fall anywhere in it. */
const phases = [
  ['clone', 'fresh', 150],
  ['fetch', 'half', 150],
  ['write', 'half', 400],
] as const

test.each(phases)(
  'kill -9 during %s ends in the right registry',
  async (phase, base, longest) => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const dataDir = await copyBase(bases[base])
      const after = Math.round((longest * kill) / KILLS)
      const printed = await runProgram(dataDir, { phase, after })
      expect(printed).toContain(phase)
      if (after === 0) expect(printed).not.toContain('written')
      expect(['written', 'unchanged']).toContain((await runProgram(dataDir)).at(-1))
      expect(await readDirectory(dataDir)).toBe(expected)
    }
  },
  300_000 + 60_000 * KILLS,
)
