import type { Config } from '@/lib/config/config'
import type { PromoteContext } from '@/lib/promote/context'
import { openTestDatabase } from './database'
import { createGitRepo, type GitRepo } from './git-repo'
import { openPromoteWorld, type PromoteWorld } from './promote-world'

export const DAY = 86_400
/** When the first commit was made, in Unix seconds. */
export const START = 1_700_000_000
/** Where the clock stands unless a test says otherwise. */
export const NOW = new Date((START + 10 * DAY) * 1000)

export type PromoteSetting = PromoteWorld & {
  readonly repo: GitRepo
  /** The commits of v1.0.0, which is in production, and of v1.1.0. */
  readonly first: string
  readonly second: string
  readonly close: () => Promise<void>
}

/** The repository of `createChurn` under the slug `ml`, with a fresh database. */
export async function openPromoteSetting(
  form: 'embedded' | 'server',
  options: {
    readonly settings?: Partial<Config>
    readonly now?: () => Date
    readonly tune?: Partial<PromoteContext>
    /** Where the remote is reached, when not by its path. */
    readonly remote?: (repo: GitRepo) => string
  } = {},
): Promise<PromoteSetting> {
  const { repo, first, second } = await createChurn()
  const test = await openTestDatabase(form)
  const world = await openPromoteWorld(test.database, {
    ...options,
    repos: { ml: options.remote?.(repo) ?? repo.dir },
    now: options.now ?? (() => NOW),
    dataDir: test.options.dataDir,
  })
  const close = async () => {
    await world.close()
    await test.remove()
  }
  return { ...world, repo, first, second, close }
}

/** Two versions of churn on two commits, the first in production. */
export async function createChurn() {
  const repo = await createGitRepo()
  const files = { 'artifacts.yaml': 'churn: {type: model}\n' }
  const first = await repo.commit({ files, at: START })
  const second = await repo.commit({ files: { 'a.txt': 'a' }, at: START + DAY })
  await repo.tag('churn@v1.0.0', { commit: first, at: START + 10 })
  await repo.tag('churn@v1.1.0', { commit: second, at: START + DAY + 10 })
  await repo.tag('churn#production#1', { commit: first, at: START + DAY + 20 })
  return { repo, first, second }
}

/** Names of the repository's tags that begin so, sorted. */
export async function listTagNames(repo: GitRepo, pattern: string): Promise<readonly string[]> {
  const text = (await repo.git(['tag', '-l', pattern])).toString().trim()
  return text === '' ? [] : text.split('\n').sort()
}
