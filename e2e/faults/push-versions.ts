import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { GitRepo } from '@/lib/testing/git-repo'
import { requestSync } from '../hostile/ask-server'
import { MODELS } from './fault-repo'

export type Pushing = {
  /** Ends it; resolves to the names of all tags. */
  stop(): Promise<readonly string[]>
}

/** Pushes a version of a new commit again and again, past Signet, and requests a sync each time. */
export function startPushing(repo: GitRepo, url: () => string): Pushing {
  const stopping = new AbortController()
  const names: string[] = []
  const push = async () => {
    for (let minor = 2; !stopping.signal.aborted; minor += 1) {
      names.push(await pushVersion(repo, minor))
      // Where the server is gone it asks by itself, later.
      await requestSync(url(), 'pushed').catch(() => {})
      await pause(300)
    }
  }
  const pushing = push()
  onTestFinished(() => stopping.abort())
  return {
    stop: async () => {
      stopping.abort()
      await pushing
      return names
    },
  }
}

/** A new commit as a version of one of the models; resolves to the tag. */
export async function pushVersion(repo: GitRepo, minor: number): Promise<string> {
  const at = 1_700_100_000 + minor * 60
  const commit = await repo.commit({ files: { 'a.txt': String(minor) }, at })
  const name = `${MODELS[minor % MODELS.length]}@v1.${minor}.0`
  await repo.tag(name, { commit, at: at + 1 })
  return name
}
