import type { Oid } from '@/lib/git/mirror'
import type { Identity } from '@/lib/policy/principal'
import type { NotFresh } from '@/lib/sync/refresh-repo'
import type { Preview, SignerView } from '@/lib/views/command'
import type { WorkerPool } from '@/lib/worker/worker-pool'
import type { Checked, CheckedCommand, CheckRequest } from './check/checked'
import type { Refused } from './check/fresh-state'
import type { CommandRequest } from './request/command-request'

/** What was checked, without what a repository contains. */
export type CheckAnswer = Omit<Checked, 'repo' | 'commands'> & {
  readonly commands: readonly Omit<CheckedCommand, 'loaded' | 'after'>[]
}

/**
 * The reads of a repository that commands need. Each runs in a worker process, takes and gives plain values, changes
 * nothing on the remote, and may be run again. All of them throw GitError.
 */
export type RepoReads = {
  /** What the commands would write into the repository as it is now, and whether they may. */
  readonly check: (slug: string, request: CheckRequest) => Promise<CheckAnswer | Refused>
  readonly preview: (
    slug: string,
    wanted: { readonly request: CheckRequest; readonly values: PreviewValues },
  ) => Promise<{ readonly kind: 'preview'; readonly preview: Preview } | Refused>
  /** Which of the tags the remote has now, with their objects. */
  readonly findTags: (slug: string, names: readonly string[]) => Promise<ReadonlyMap<string, Oid>>
  /** Makes sure that the mirror has the objects. */
  readonly ensureObjects: (
    slug: string,
    oids: readonly Oid[],
  ) => Promise<'held' | 'missing' | 'busy'>
  /** Brings the index up to date, or waits until another process has. */
  readonly sync: (slug: string) => Promise<'synced' | NotFresh>
  readonly listCommits: (
    slug: string,
    search: Omit<CommitSearch, 'repo'>,
  ) => Promise<PickableCommits | null>
}

/** What a preview shows besides what is read from the repository. */
export type PreviewValues = Pick<CommandRequest, 'repo' | 'reason' | 'requestId'> & {
  readonly requester: Identity
  readonly signer: SignerView | null
}

export type CommitSearch = {
  /** Slug. */
  readonly repo: string
  /** Empty: the default branch. */
  readonly branch: string
  /** Words of a subject or author, or how a commit id starts; empty for all. */
  readonly query: string
  /** Commits that changed one of these come first. From the top of the repository. */
  readonly paths: readonly string[]
}

type PickableCommit = {
  readonly commit: string
  readonly subject: string
  readonly author: string
  /** ISO 8601, in UTC. */
  readonly at: string
  /** Whether it changed one of the paths. */
  readonly touches: boolean
}

export type PickableCommits = {
  /** The default one first, the others by name. */
  readonly branches: readonly string[]
  /** The one that was looked in; empty where the repository has none. */
  readonly branch: string
  /** Those that changed a path first, each newest first. */
  readonly commits: readonly PickableCommit[]
  /** The newest commit of the branch; null where the search leaves it out. */
  readonly head: string | null
  /** False where there are more than are listed or were searched. */
  readonly isComplete: boolean
}

/** The reads, done by worker processes. */
export function askWorkers(workers: Pick<WorkerPool, 'run'>): RepoReads {
  const ask =
    (name: keyof RepoReads) =>
    <Value>(repo: string, ...args: readonly unknown[]): Promise<Value> =>
      workers.run<Value>({ name, repo, args: [repo, ...args] })
  return {
    check: ask('check'),
    preview: ask('preview'),
    findTags: ask('findTags'),
    ensureObjects: ask('ensureObjects'),
    sync: ask('sync'),
    listCommits: ask('listCommits'),
  }
}
