import type { Actor } from '@/lib/auth/actor'
import { createSession } from '@/lib/auth/sessions'
import type { AuthProvider, Config } from '@/lib/config/config'
import { DEFAULTS } from '@/lib/config/defaults'
import type { Forge } from '@/lib/forge/forge'
import type { StageRule } from '@/lib/policy/rule'
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
    readonly forge?: Forge
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
    dataDir: test.dataDir,
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

const ISSUER = 'https://id.example.com'

/** A rule for production, and people of one issuer. Every person at example.com is an editor. */
export function buildRules(rule: Partial<StageRule>): Partial<Config> {
  const provider: AuthProvider = {
    type: 'oidc',
    name: 'ID',
    issuer: ISSUER,
    groupsClaim: 'groups',
    clientId: 'x',
    clientSecret: 'y',
  }
  const production: StageRule = {
    who: null,
    from: null,
    branches: null,
    approvals: 0,
    reason: 'optional',
    checks: [],
    ...rule,
  }
  return {
    mode: 'configured',
    stageRules: { production },
    auth: {
      ...DEFAULTS.auth,
      providers: [provider],
      roles: { viewer: [], editor: ['*@example.com'], admin: [] },
    },
  }
}

/** Stores people as if they had signed in. From then on every command sees them as given here. */
export async function signInAll(
  { context: { database } }: Pick<PromoteWorld, 'context'>,
  actors: readonly Actor[],
): Promise<void> {
  for (const { id, name, email, groups } of actors) {
    await createSession(database, { id, name, email, groups, issuer: ISSUER }, NOW)
  }
}
