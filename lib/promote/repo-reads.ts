import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import type { Oid } from '@/lib/git/mirror'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { ensureObjects } from '@/lib/sync/ensure-objects'
import { listRefs } from '@/lib/sync/list-refs'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { type NotFresh, syncWaiting } from '@/lib/sync/refresh-repo'
import type { JobRuntime } from '@/lib/sync/run-job'
import type { Preview } from '@/lib/views/command'
import type { WorkerPool } from '@/lib/worker/worker-pool'
import { checkCommands } from './check/check-commands'
import type { Checked, CheckedCommand, CheckRequest } from './check/checked'
import { MAX_WAIT_SECONDS, type Refused, withFreshState } from './check/fresh-state'
import { refuseGitFailure } from './failure-refusals'
import { listCommitsOf, type PickableCommits } from './view/pickable-commits'
import { formatPreview, type PreviewValues } from './view/preview'

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
    search: { readonly branch: string; readonly query: string },
  ) => Promise<PickableCommits | null>
}

/** The reads, done in this process. */
export function openRepoReads(sync: SyncContext, runtime: JobRuntime): RepoReads {
  const context = { sync, runtime }
  const repoOf = (slug: string): RepoConfig => {
    const repo = sync.config.repos.find((one) => one.slug === slug)
    if (repo === undefined) throw new GitError('not-found', `There is no repository ${slug}.`)
    return repo
  }
  const waiting = { runtime, seconds: MAX_WAIT_SECONDS }
  return {
    check: async (slug, request) => {
      const checked = await withFreshState(context, repoOf(slug), (state) =>
        checkCommands(state, request),
      )
      return checked.kind === 'refused' ? checked : withoutContent(checked)
    },
    preview: async (slug, { request, values }) => {
      try {
        return await withFreshState(context, repoOf(slug), async (state) => {
          const checked = await checkCommands(state, request)
          return { kind: 'preview', preview: await formatPreview(state, checked, values) } as const
        })
      } catch (error) {
        if (!(error instanceof GitError)) throw error
        return { kind: 'refused', refusal: refuseGitFailure(error) }
      }
    },
    findTags: async (slug, names) => {
      const { tags } = await listRefs(sync, await openRepoMirror(sync.config, repoOf(slug)))
      return new Map(
        names.flatMap((name) => (tags.has(name) ? [[name, tags.get(name) ?? '']] : [])),
      )
    },
    ensureObjects: async (slug, oids) => {
      const repo = repoOf(slug)
      const mirror = await openRepoMirror(sync.config, repo)
      return await ensureObjects(sync, repo, { ...waiting, mirror, oids })
    },
    sync: async (slug) => {
      const deadline = performance.now() + MAX_WAIT_SECONDS * 1000
      return await syncWaiting(sync, repoOf(slug), { runtime, deadline })
    },
    listCommits: async (slug, search) => {
      const repo = repoOf(slug)
      return await sync.withReadLock({ refs: null, limits: READ_LIMITS }, () =>
        listCommitsOf(sync, repo, search),
      )
    },
  }
}

function withoutContent({ repo: _, commands, ...checked }: Checked): CheckAnswer {
  return {
    ...checked,
    commands: commands.map(({ loaded: _loaded, after: _after, ...command }) => command),
  }
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
