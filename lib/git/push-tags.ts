import path from 'node:path'
import { GitError, type GitErrorCode } from './git-error'
import { gitSetting } from './git-setting'
import { listRemote } from './list-remote'
import type { Mirror, Oid } from './mirror'
import { type PushedRef, parsePush, parseRemoteMessages } from './parse-push'
import { redact } from './redact'
import { runPorcelain } from './run-porcelain'

export type TagRef = {
  /** Without `refs/tags/`; its form was checked. */
  readonly name: string
  readonly oid: Oid
}

export type Push = {
  /** At least one. Each is created only if the remote has no tag of this name. */
  readonly tags: readonly TagRef[]
  /** Tags that must be unchanged on the remote, or nothing is created. */
  readonly guards: readonly TagRef[]
}

/** The result of a push, which creates all tags or none. */
export type PushResult =
  | { readonly kind: 'pushed' }
  /** The remote already has these tags with these objects. */
  | { readonly kind: 'up-to-date' }
  /**
   * A concurrent change: another object has one of the names, or a guard has moved. The caller must read the remote
   * again.
   */
  | {
      readonly kind: 'conflict'
      readonly refs: readonly string[]
      readonly words: readonly string[]
    }
  /**
   * The remote rejected the push. `reason` and `words` (the output of its hooks) come from the remote and are safe to
   * show.
   */
  | { readonly kind: 'rejected'; readonly reason: string; readonly words: readonly string[] }
  /** Nothing was sent. */
  | { readonly kind: 'not-sent'; readonly code: GitErrorCode; readonly message: string }
  /**
   * The push was sent and no answer came. Only reading the remote shows the result, and the server may still be
   * working.
   */
  | { readonly kind: 'unknown'; readonly code: GitErrorCode; readonly message: string }

/** The number of bytes that are kept of each output. They include everything that git prints before it sends. */
const KEPT_BYTES = 1024 ** 2

/**
 * Creates tags on the remote, all or none, by compare-and-swap, without local refs and local hooks. A repeated push of
 * the same objects is harmless. Throws only on a bug.
 */
export async function pushTags(
  mirror: Mirror,
  push: Push,
  signal?: AbortSignal,
): Promise<PushResult> {
  if (push.tags.length === 0) throw new Error('no tags to push')
  const answer = await run(mirror, push, { flags: ['--atomic'], signal })
  if (!/does not support --atomic/.test(answer.stderr)) return judge(answer, push)
  if (push.tags.length > 1) {
    const reason = 'the remote does not support atomic pushes, which several tags need'
    return { kind: 'rejected', reason, words: [] }
  }
  return pushWithoutAtomic(mirror, push, signal)
}

/**
 * One tag needs no `atomic`, but without it git would create the tag although a guard failed. So the remote is read
 * just before.
 */
async function pushWithoutAtomic(
  mirror: Mirror,
  push: Push,
  signal: AbortSignal | undefined,
): Promise<PushResult> {
  try {
    const { tags } = await listRemote(mirror, signal)
    if (push.tags.every(({ name, oid }) => tags.get(name) === oid)) return { kind: 'up-to-date' }
    const moved = push.guards.filter(({ name, oid }) => tags.get(name) !== oid)
    if (moved.length > 0) return { kind: 'conflict', refs: moved.map(tagName), words: [] }
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { kind: 'not-sent', code: error.code, message: error.message }
  }
  const alone = { tags: push.tags, guards: [] }
  return judge(await run(mirror, alone, { flags: [], signal }), alone)
}

type Answer = {
  readonly refs: readonly PushedRef[]
  readonly stderr: string
  readonly words: readonly string[]
  readonly error: GitError | null
}

async function run(
  mirror: Mirror,
  push: Push,
  how: { readonly flags: readonly string[]; readonly signal: AbortSignal | undefined },
): Promise<Answer> {
  const setting = gitSetting(mirror, 'push')
  const { credentials } = setting
  const stdout = keepFirst(KEPT_BYTES)
  const stderr = keepFirst(KEPT_BYTES)
  let error: GitError | null = null
  try {
    await runPorcelain({
      args: ['push', '--porcelain', '--progress', '--no-verify', ...how.flags, ...refspecs(push)],
      ...setting,
      env: { ...setting.env, GIT_DIR: mirror.dir },
      cwd: path.dirname(mirror.dir),
      seconds: mirror.limits.pushSeconds,
      idleSeconds: mirror.limits.pushSeconds,
      onProgress: () => {},
      onStdout: stdout.push,
      onStderr: stderr.push,
      signal: how.signal ?? new AbortController().signal,
    })
  } catch (caught) {
    if (!(caught instanceof GitError)) throw caught
    error = caught
  }
  const printed = stderr.text()
  const refs = parsePush(stdout.text())
  return {
    refs: refs.map((line) => ({ ...line, reason: redact(line.reason, credentials) })),
    stderr: printed,
    words: parseRemoteMessages(printed, credentials),
    error,
  }
}

/** The first bytes of an output; a hook may print without end. */
function keepFirst(bytes: number) {
  const chunks: Buffer[] = []
  let left = bytes
  return {
    push: (chunk: Buffer) => {
      if (left > 0) chunks.push(chunk.subarray(0, left))
      left -= chunk.length
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}

/** An empty lease means "does not exist yet". Of a guard nothing is sent, because the remote has it. */
function refspecs({ tags, guards }: Push): readonly string[] {
  return [
    ...tags.map(({ name }) => `--force-with-lease=refs/tags/${name}:`),
    ...guards.map(({ name, oid }) => `--force-with-lease=refs/tags/${name}:${oid}`),
    '--',
    'origin',
    ...[...guards, ...tags].map(({ name, oid }) => `${oid}:refs/tags/${name}`),
  ]
}

function judge({ refs, stderr, words, error }: Answer, push: Push): PushResult {
  const found = new Map(refs.map((line) => [line.ref, line]))
  const lines = push.tags.map(({ name }) => found.get(`refs/tags/${name}`))
  if (lines.every((line) => line?.outcome === 'up-to-date')) return { kind: 'up-to-date' }
  const isDone = (line?: PushedRef) => line?.outcome === 'created' || line?.outcome === 'up-to-date'
  if (error === null && lines.every(isDone)) return { kind: 'pushed' }
  const refused = refs.filter(
    ({ outcome }) => outcome === 'refused-here' || outcome === 'refused-there',
  )
  if (refused.length > 0) return judgeRefusal(refused, words)
  const code = error?.code ?? 'git-failed'
  const message = error?.message ?? 'git push did not report the result for the tags.'
  // The server acts only on a pack. Before git begins to create one, nothing can have changed.
  const isSent = /Enumerating objects|Writing objects/.test(stderr)
  return { kind: isSent ? 'unknown' : 'not-sent', code, message }
}

/** Rejected because another ref of the same push was rejected. */
const ATOMIC_FAILURE = /^atomic push fail(ed|ure)$/
const CONFLICT = /^(stale info|already exists|fetch first)$|reference already exists|but expected/
/** The message of a lost race and of a server that cannot write. The other output of the server tells them apart. */
const AMBIGUOUS = /^(atomic transaction failed|failed to update ref)$/
const CONFLICT_MESSAGE = /reference already exists|but expected|cannot create|File exists/

function judgeRefusal(refused: readonly PushedRef[], words: readonly string[]): PushResult {
  const first = refused.filter(({ reason }) => !ATOMIC_FAILURE.test(reason))
  const isEither = words.length === 0 || words.some((line) => CONFLICT_MESSAGE.test(line))
  const lost = first.filter(
    ({ reason }) => CONFLICT.test(reason) || (isEither && AMBIGUOUS.test(reason)),
  )
  if (lost.length === 0) return { kind: 'rejected', reason: first[0]?.reason ?? '', words }
  return { kind: 'conflict', refs: lost.map(({ ref }) => ref.replace(/^refs\/tags\//, '')), words }
}

function tagName({ name }: TagRef): string {
  return name
}
