import { setTimeout as pause } from 'node:timers/promises'
import { listRepos } from '@/lib/index/read/list-repos'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import type { CommandEntry } from '@/lib/journal/commands'
import type { PromoteContext } from '../context'
import { formatStamp, listWaiting } from './list-commands'

const EVERYBODY: Viewer = { repos: 'all' }

/** The repositories that a viewer may see, by slug, and the stamp of the requests that wait there. */
export type Changes = { readonly repos: readonly RepoText[]; readonly waiting: string }

/** A repository as JSON. */
type RepoText = { readonly slug: string; readonly text: string }

export type Follower = {
  readonly viewer: () => Viewer
  /** Called with the present state, and with every later one, whether it differs or not. */
  readonly tell: (changes: Changes) => void
  /** Called once, instead of `tell`, when the state cannot be read. */
  readonly fail: () => void
}

export type Feed = {
  /** Returns what ends it. */
  follow(follower: Follower): () => void
}

/** Reads the state of all repositories and requests every `ms` milliseconds while it has followers: once for all of them. */
export function openFeed(context: Pick<PromoteContext, 'sync' | 'runtime'>, ms: number): Feed {
  const followers = new Set<Follower>()
  let format: ((viewer: Viewer) => Changes) | null = null
  let polling = false

  async function poll(): Promise<void> {
    polling = true
    try {
      while (followers.size > 0) {
        format = await readChanges(context)
        for (const { tell, viewer } of followers) tell(format(viewer()))
        await pause(ms)
      }
    } catch {
      for (const { fail } of followers) fail()
      followers.clear()
    } finally {
      format = null
      polling = false
    }
  }

  return {
    follow(follower) {
      followers.add(follower)
      if (format !== null) follower.tell(format(follower.viewer()))
      else if (!polling) poll()
      return () => void followers.delete(follower)
    },
  }
}

/** Formatted once for all viewers, and chosen once for each set of repositories that a viewer may see. */
async function readChanges({ sync, runtime }: Pick<PromoteContext, 'sync' | 'runtime'>) {
  const listed = await listRepos(sync.database, EVERYBODY)
  const repos = listed.map((repo) => ({ slug: repo.slug, text: JSON.stringify(repo) }))
  const waiting = await listWaiting({ sync, runtime }, EVERYBODY)
  const formatted = new Map<string, Changes>()
  return (viewer: Viewer): Changes => {
    const key = JSON.stringify(viewer.repos)
    const known = formatted.get(key) ?? buildChanges(repos, waiting, viewer)
    formatted.set(key, known)
    return known
  }
}

function buildChanges(
  repos: readonly RepoText[],
  waiting: readonly CommandEntry[],
  viewer: Viewer,
): Changes {
  return {
    repos: repos.filter(({ slug }) => canSee(viewer, slug)),
    waiting: formatStamp(waiting.filter(({ repo }) => canSee(viewer, repo))),
  }
}
