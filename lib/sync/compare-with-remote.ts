import { createHash } from 'node:crypto'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import type { StoredRepo } from '@/lib/index/write/stored'
import { parseTagName } from '@/lib/registry/tag-name'
import type { Oid } from '@/lib/snapshot/types'

/** Smaller repositories may lose any number of tags: a person may delete that many by hand. */
const MIN_TAGS = 20
/** A larger part of all registry tags does not disappear in ordinary work. */
const MAX_LOST_FRACTION = 0.2

export type RemoteDifference = {
  /** Objects that registry tags pointed at and no longer point at. */
  readonly displaced: readonly Oid[]
  /** Null when the difference is plausible. */
  readonly shrink: Shrink | null
}

type Shrink = {
  /** What is gone, in a sentence. */
  readonly message: string
  /** Hash of what is gone: the kind of loss, and the names. */
  readonly hash: string
}

/** What the last sync stored: the tags that it saw, and the repository's row (null after the index was dropped). */
export type LastSync = {
  readonly tags: ReadonlyMap<string, Oid>
  readonly repo: Pick<StoredRepo, 'refsHash' | 'head'> | null
}

/**
 * Compares the tags of the last sync with the remote. A shrink is a remote that had refs and lists none, a remote that
 * has lost HEAD with all registry tags, or a remote that has lost more than a fifth of at least twenty registry tags.
 * Its cause is an answer that was cut off, a host restored from a backup, or an attack.
 */
export function compareWithRemote(before: LastSync, remote: RemoteRefs): RemoteDifference {
  const changed = [...before.tags].filter(([name, oid]) => remote.tags.get(name) !== oid)
  const registryTags = changed.filter(([name]) => parseTagName(name) !== null)
  const gone = registryTags.map(([name]) => name).filter((name) => !remote.tags.has(name))
  const displaced = registryTags.map(([, oid]) => oid)
  const loss = findEmptyRemote(before, remote) ?? findLoss(before, remote, gone.length)
  if (loss === null) return { displaced, shrink: null }
  const names = [loss.kind, ...gone.sort()].join('\n')
  const hash = createHash('sha256').update(names).digest('hex')
  return { displaced, shrink: { message: loss.message, hash } }
}

type Loss = { readonly kind: 'all-refs' | 'head-and-tags' | 'many-tags'; readonly message: string }

/** A remote that was empty before has the same hash. */
function findEmptyRemote({ tags, repo }: LastSync, remote: RemoteRefs): Loss | null {
  const { head, branches, tags: present, tooLong, hash } = remote
  if (head !== null || branches.size + present.size + tooLong > 0) return null
  const hadRefs = repo === null ? tags.size > 0 : repo.refsHash !== hash
  if (!hadRefs) return null
  return { kind: 'all-refs', message: 'The remote had branches or tags and lists none now.' }
}

function findLoss({ tags, repo }: LastSync, { head }: RemoteRefs, gone: number): Loss | null {
  if (gone === 0) return null
  const total = [...tags.keys()].filter((name) => parseTagName(name) !== null).length
  const hasLostHead = head === null && repo?.head !== null
  if (hasLostHead && gone === total) {
    const message = `HEAD and all registry tags (${total}) are gone from the remote at once.`
    return { kind: 'head-and-tags', message }
  }
  if (total < MIN_TAGS || gone <= total * MAX_LOST_FRACTION) return null
  const message = `${gone} of ${total} registry tags are gone from the remote at once.`
  return { kind: 'many-tags', message }
}
