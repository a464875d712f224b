import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror } from './mirror'
import type { PackProgress } from './parse-progress'
import { replaceMirror } from './quarantine'
import { runGit } from './run-git'
import { runPorcelain } from './run-porcelain'
import { withSmartProtocol } from './smart-protocol'
import { watchSize } from './watch-size'

/**
 * Objects received so far. `percent` is of the whole clone or fetch as far as git knows it:
 * receiving 0-90, resolving deltas 90-100.
 */
export type Progress = {
  readonly phase: 'clone' | 'fetch'
  readonly done: number
  readonly total: number | null
  readonly percent: number | null
}
export type OnProgress = (progress: Progress) => void
export type MirrorUpdate = {
  readonly mirror: Mirror
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
}

/**
 * Only branches and tags, because hosts keep one ref per pull request elsewhere. `+` allows tags to move; a move is
 * detected by comparing lists of refs.
 */
const REFSPECS = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']

/**
 * Clones into a new directory beside the mirror and puts it in the mirror's place by renaming: a
 * mirror is whole or absent. Cloning, unlike fetching into an empty repository, writes all refs
 * packed.
 */
export async function cloneMirror(work: MirrorUpdate): Promise<void> {
  const { mirror } = work
  const dir = `${mirror.dir}.tmp-${randomUUID()}`
  mkdirSync(path.dirname(dir), { recursive: true })
  const flags = [
    '--bare', // no checkout, so no filter, no hook, no submodule; and no refs but branches and tags
    '--template=',
    '--no-local', // never hard links or copies of a foreign repository's files
    `--filter=blob:limit=${mirror.limits.blobBytes}`, // a server without filters sends everything
  ]
  try {
    await runNetwork(work, 'clone', dir, [
      'clone',
      '--progress',
      ...flags,
      '--',
      mirror.remote.url,
      dir,
    ])
    await forgetRemote(mirror, dir)
    replaceMirror(mirror.dir, dir)
  } catch (error) {
    rmSync(dir, { recursive: true, force: true })
    throw error
  }
}

/**
 * Updates branches and tags, all or none. When a new name conflicts with a deleted one (`m#prod` and `m#prod/eu#1`),
 * which git cannot replace in one transaction, it deletes first and then updates.
 */
export async function fetchMirror(work: MirrorUpdate): Promise<void> {
  try {
    await fetchRefs(work, ['--atomic'])
  } catch (error) {
    if (!(error instanceof GitError && error.code === 'ref-conflict')) throw error
    await fetchRefs(work, [])
  }
}

async function fetchRefs(work: MirrorUpdate, flags: readonly string[]): Promise<void> {
  const fixed = [
    '--progress',
    '--no-tags',
    '--prune',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    formatDepth(work.mirror.dir),
  ]
  const args = ['fetch', ...fixed, ...flags, '--', 'origin', ...REFSPECS]
  await runNetwork(work, 'fetch', work.mirror.dir, args)
}

/**
 * A remote whose own history is cut off (`git clone --depth`) may get more of it or be cut off elsewhere. The mirror has
 * what the remote has: otherwise it would miss commits for ever, or new ones would be refused.
 */
function formatDepth(dir: string): string {
  return existsSync(path.join(dir, 'shallow')) ? '--unshallow' : '--update-shallow'
}

async function runNetwork(
  work: MirrorUpdate,
  phase: 'clone' | 'fetch',
  dir: string,
  args: readonly string[],
): Promise<void> {
  const { mirror } = work
  const { limits } = mirror
  const size = watchSize(dir, limits.mirrorBytes)
  try {
    await withSmartProtocol(mirror, gitSetting(mirror, 'network', 'transfer'), (setting) =>
      runPorcelain({
        args,
        ...setting,
        // The directory in the environment and not as --git-dir, so that the command stays in front.
        env: { ...setting.env, ...(phase === 'fetch' ? { GIT_DIR: dir } : {}) },
        cwd: path.dirname(dir),
        seconds: phase === 'clone' ? limits.cloneSeconds : limits.fetchSeconds,
        idleSeconds: limits.idleSeconds,
        onProgress: createOverall(phase, work.onProgress),
        signal: AbortSignal.any([work.signal, size.signal]),
      }),
    )
    size.check()
  } finally {
    size.stop()
  }
}

function createOverall(phase: 'clone' | 'fetch', onProgress: OnProgress) {
  let objects: Pick<Progress, 'done' | 'total'> = { done: 0, total: null }
  return ({ stage, percent, done, total }: PackProgress) => {
    if (stage === 'receiving') objects = { done, total }
    const overall = stage === 'receiving' ? percent * 0.9 : 90 + percent * 0.1
    onProgress({ phase, ...objects, percent: Math.floor(overall) })
  }
}

/** git receives the address and the promisor setting with each command (see git-env). */
async function forgetRemote(mirror: Mirror, dir: string): Promise<void> {
  await runGit({
    args: [`--git-dir=${dir}`, 'config', '--local', '--remove-section', 'remote.origin'],
    ...gitSetting(mirror, 'read'),
    onStdout: () => {},
    seconds: 10,
    maxStdoutBytes: 1024,
  })
}
