import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runGit } from './run-git'
import { type SyntheticShape, streamSynthetic } from './synthetic-stream'

export const SMALL = { commits: 500, tags: 1_000, models: 10 } satisfies SyntheticShape
export const MEDIUM = { commits: 5_000, tags: 10_000, models: 50 } satisfies SyntheticShape
export const LARGE = { commits: 20_000, tags: 100_000, models: 200 } satisfies SyntheticShape

const DATA_DIR = path.join(import.meta.dirname, '.data')

/** Raised when the same shape gives other bytes. */
const GENERATOR = 1

export type SyntheticRepo = {
  readonly shape: SyntheticShape
  readonly dir: string
  readonly url: string
}

/**
 * A bare repository of the given shape, packed as a host packs it, kept under bench/.data for the
 * next run. Bench rows that write to a remote work on a copy.
 */
export async function buildSyntheticRepo(shape: SyntheticShape): Promise<SyntheticRepo> {
  const name = `${shape.tags}-${shape.commits}-${shape.models}-${GENERATOR}.git`
  const dir = path.join(DATA_DIR, name)
  if (!existsSync(dir)) {
    const building = `${dir}.${process.pid}`
    mkdirSync(building, { recursive: true })
    await writeRepo(building, shape)
    renameSync(building, dir)
  }
  return { shape, dir, url: pathToFileURL(dir).href }
}

async function writeRepo(dir: string, shape: SyntheticShape): Promise<void> {
  try {
    await runGit(dir, ['init', '-q', '--bare', '--template=', '--initial-branch=main', '.'])
    await runGit(dir, ['fast-import', '--quiet'], batched(streamSynthetic(shape)))
    await runGit(dir, ['pack-refs', '--all'])
    await runGit(dir, ['repack', '-a', '-d', '-q', '--write-bitmap-index'])
    await runGit(dir, ['config', 'uploadpack.allowFilter', 'true'])
    await runGit(dir, ['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
}

/** Few large writes instead of many small ones. */
function* batched(chunks: Iterable<string>): Generator<string> {
  let batch: string[] = []
  for (const chunk of chunks) {
    batch.push(chunk)
    if (batch.length === 500) {
      yield batch.join('')
      batch = []
    }
  }
  yield batch.join('')
}
