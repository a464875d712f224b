import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { ensureObjects } from '@/lib/sync/ensure-objects'
import { listRefs } from '@/lib/sync/list-refs'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { syncWaiting } from '@/lib/sync/refresh-repo'
import type { JobRuntime } from '@/lib/sync/run-job'
import { checkCommands } from './check/check-commands'
import type { Checked } from './check/checked'
import { MAX_WAIT_SECONDS, withFreshState } from './check/fresh-state'
import type { CheckAnswer, RepoReads } from './repo-reads'
import { listCommitsOf } from './view/pickable-commits'
import { buildPreview } from './view/preview'

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
    preview: async (slug, { request, values }) =>
      await withFreshState(context, repoOf(slug), async (state) => {
        const checked = await checkCommands(state, request)
        return { kind: 'preview', preview: await buildPreview(state, checked, values) } as const
      }),
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
