import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median, repeat, time } from './measure'
import { gitEnv, runGit } from './run-git'
import type { SyntheticRepo } from './synthetic-repo'

/** Milliseconds of the least that any reader of the whole repository has to do, each a median. */
export type Floor = {
  readonly clone: number
  readonly tags: number
  readonly blobs: number
  readonly total: number
  readonly blobCount: number
}

const ANNOTATION = /\/(artifacts\.yaml|dvc\.yaml|dvc\.lock|metrics\.json|params\.yaml)$/

/**
 * `git clone --mirror`, then every tag object and every annotation blob of the tagged commits
 * through `git cat-file --batch`, whose output nobody reads.
 */
export async function measureFloor(repo: SyntheticRepo, runs: number): Promise<Floor> {
  const dir = mkdtempSync(path.join(tmpdir(), 'signet-bench-floor-'))
  try {
    const tags = await listTags(repo.dir)
    const blobs = await listAnnotationBlobs(repo.dir)
    const tagFile = writeList(dir, 'tags', tags)
    const blobFile = writeList(dir, 'blobs', blobs)
    const samples = await repeat(runs, async (run) => {
      const mirror = path.join(dir, `mirror-${run}.git`)
      const clone = await time(() => runGit(dir, ['clone', '-q', '--mirror', repo.url, mirror]))
      const tagTime = await time(() => readBatch(mirror, tagFile))
      const blobTime = await time(() => readBatch(mirror, blobFile))
      rmSync(mirror, { recursive: true })
      return { clone: clone.ms, tags: tagTime.ms, blobs: blobTime.ms }
    })
    return {
      clone: median(samples.map((one) => one.clone)),
      tags: median(samples.map((one) => one.tags)),
      blobs: median(samples.map((one) => one.blobs)),
      total: median(samples.map((one) => one.clone + one.tags + one.blobs)),
      blobCount: blobs.length,
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** Every commit but the first is tagged, so all blobs that history names are a tagged commit's. */
async function listAnnotationBlobs(dir: string): Promise<readonly string[]> {
  const objects = await runGit(dir, ['rev-list', '--objects', '--all'])
  return objects.split('\n').flatMap((line) => (ANNOTATION.test(line) ? [line.slice(0, 40)] : []))
}

async function listTags(dir: string): Promise<readonly string[]> {
  const refs = await runGit(dir, ['for-each-ref', '--format=%(objectname)', 'refs/tags/'])
  return refs.trim().split('\n')
}

function writeList(dir: string, name: string, oids: readonly string[]): string {
  const file = path.join(dir, name)
  writeFileSync(file, `${oids.join('\n')}\n`)
  return file
}

async function readBatch(mirror: string, listFile: string): Promise<void> {
  const input = openSync(listFile, 'r')
  const args = ['-C', mirror, 'cat-file', '--batch', '--buffer']
  const child = spawn('git', args, { env: gitEnv(mirror), stdio: [input, 'ignore', 'inherit'] })
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  closeSync(input)
  if (code !== 0) throw new Error(`git cat-file: ${code}`)
}
