import { spawn } from 'node:child_process'
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { time } from './measure'
import { gitEnv, runGit } from './run-git'
import type { SyntheticRepo } from './synthetic-repo'

/** Milliseconds of the least that any reader of the whole repository has to do. */
export type Floor = { readonly clone: number; readonly tags: number; readonly blobs: number }

/** What the floor reads: files of object ids, one a line. */
export type FloorLists = { readonly tagFile: string; readonly blobFile: string }

const ANNOTATION = /\/(artifacts\.yaml|dvc\.yaml|dvc\.lock|metrics\.json|params\.yaml)$/

/** Finds what is to be read, which is no part of the floor. */
export async function writeFloorLists(repo: SyntheticRepo, dir: string): Promise<FloorLists> {
  return {
    tagFile: writeList(path.join(dir, 'tags'), await listTags(repo.dir)),
    blobFile: writeList(path.join(dir, 'blobs'), await listAnnotationBlobs(repo.dir)),
  }
}

/**
 * `git clone --mirror` to `mirror`, then every tag object and every annotation blob of the tagged
 * commits through `git cat-file --batch`, whose output nobody reads.
 */
export async function measureFloor(
  repo: SyntheticRepo,
  lists: FloorLists,
  mirror: string,
): Promise<Floor> {
  const clone = await time(() => runGit('/', ['clone', '-q', '--mirror', repo.url, mirror]))
  const tags = await time(() => readBatch(mirror, lists.tagFile))
  const blobs = await time(() => readBatch(mirror, lists.blobFile))
  rmSync(mirror, { recursive: true })
  return { clone: clone.ms, tags: tags.ms, blobs: blobs.ms }
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

function writeList(file: string, oids: readonly string[]): string {
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
