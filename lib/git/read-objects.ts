import { damaged, isDamage } from './classify-failure'
import { gitEnv } from './git-env'
import { GitError } from './git-error'
import type { Mirror, Oid } from './mirror'
import { createBatchParser } from './parse-batch'
import { markCorrupt } from './quarantine'
import { runGit } from './run-git'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

/**
 * `body` is shorter than `size` when the object is longer than `limits.objectBytes`. It may share
 * memory with its neighbours: copy it to keep it long.
 */
export type GitObject =
  | { readonly oid: Oid; readonly type: ObjectType; readonly size: number; readonly body: Buffer }
  | { readonly oid: Oid; readonly type: 'missing' }

export type ObjectSize = { readonly type: ObjectType; readonly size: number }

/**
 * Reads any number of objects with one git process, in the order asked, streaming: 100,000 tag
 * objects take about a second. An object that is not in the mirror comes as `missing`; nothing is
 * fetched. Throws `corrupt` when the mirror is damaged, which the next updateMirror then heals.
 */
export async function readObjects(
  mirror: Mirror,
  oids: readonly Oid[],
  onObject: (object: GitObject) => void,
): Promise<void> {
  const parser = createBatchParser('with-bodies', mirror.limits.objectBytes, (object) =>
    onObject(object),
  )
  await runBatch(mirror, oids, ['--batch', '--buffer'], parser.push)
  requireAll(parser.finish(), oids)
}

/** Type and size of objects without reading them. */
export async function readSizes(
  mirror: Mirror,
  oids: readonly Oid[],
): Promise<Map<Oid, ObjectSize | 'missing'>> {
  const sizes = new Map<Oid, ObjectSize | 'missing'>()
  const parser = createBatchParser('without-bodies', 0, (object) => {
    const size = object.type === 'missing' ? object.type : { type: object.type, size: object.size }
    sizes.set(object.oid, size)
  })
  await runBatch(mirror, oids, ['--batch-check', '--buffer'], parser.push)
  requireAll(parser.finish(), oids)
  return sizes
}

async function runBatch(
  mirror: Mirror,
  oids: readonly Oid[],
  flags: readonly string[],
  onStdout: (chunk: Buffer) => void,
): Promise<void> {
  if (oids.length === 0) return
  try {
    const stderr = await runGit({
      args: [`--git-dir=${mirror.dir}`, 'cat-file', ...flags],
      env: gitEnv(mirror, 'read'),
      input: requests(oids),
      onStdout,
      seconds: mirror.limits.readSeconds,
      maxStdoutBytes: Number.POSITIVE_INFINITY, // streamed, never held
      credentials: null,
    })
    if (isDamage(stderr)) throw damaged()
  } catch (error) {
    if (error instanceof GitError && error.code === 'corrupt') markCorrupt(mirror.dir)
    throw error
  }
}

/** Pieces of some 40 KB; anything but an object id would be read by git as an expression. */
function* requests(oids: readonly Oid[]): Iterable<string> {
  for (let at = 0; at < oids.length; at += 1000) {
    const piece = oids.slice(at, at + 1000)
    const wrong = piece.find((oid) => !/^[0-9a-f]{40}$/.test(oid))
    if (wrong !== undefined) throw new Error(`not an object id: ${JSON.stringify(wrong)}`)
    yield `${piece.join('\n')}\n`
  }
}

function requireAll(count: number, oids: readonly Oid[]): void {
  if (count === oids.length) return
  throw new GitError('git-failed', `git answered ${count} of ${oids.length} objects.`)
}
