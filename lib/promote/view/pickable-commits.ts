import { existsSync } from 'node:fs'
import type { Actor } from '@/lib/auth/actor'
import type { RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import { listBranches } from '@/lib/git/list-branches'
import { type CommitList, listCommits } from '@/lib/git/list-commits'
import type { Mirror } from '@/lib/git/mirror'
import { formatInstant } from '@/lib/index/read/instant'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import { findStoredRepo } from '@/lib/index/write/stored'
import { cutText, fits, LIMITS } from '@/lib/repo-data/limits'
import type { SyncContext } from '@/lib/sync/context'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import type { PromoteContext } from '../context'
import type { CommitSearch, PickableCommits } from '../repo-reads'
import { authorize } from '../request/authorize'

const MAX_COMMITS = 50
/** Of the commits that changed the paths. */
const MAX_TOUCHING = 20
const SUBJECT_BYTES = 300
const MAX_BRANCHES = 1000

export type Picker = { readonly viewer: Viewer; readonly actor: Actor | null }

/**
 * Commits of a branch that can be registered, as the last sync has seen them. Null where the actor may
 * not register, where there is no such repository for the viewer, no such branch, or no sync yet: reading them takes
 * several processes of git. Throws GitError.
 */
export async function listPickableCommits(
  { sync, reads }: PromoteContext,
  { viewer, actor }: Picker,
  { repo: slug, branch, query, paths }: CommitSearch,
): Promise<PickableCommits | null> {
  const actions = [{ action: 'register', stage: null }] as const
  if (!canSee(viewer, slug)) return null
  if (authorize(sync.config, actor, { slug, actions }).kind === 'refused') return null
  return await reads.listCommits(slug, { branch, query, paths })
}

/** The same, read from the mirror. */
export async function listCommitsOf(
  sync: SyncContext,
  repo: RepoConfig,
  { branch: wanted, query, paths }: Omit<CommitSearch, 'repo'>,
): Promise<PickableCommits | null> {
  const { slug } = repo
  const mirror = await openRepoMirror(sync.config, repo)
  if (!existsSync(`${mirror.dir}/HEAD`)) return null
  const usual = (await findStoredRepo(sync.database, slug))?.head?.branch ?? null
  const branches = await listNames(mirror, usual)
  const branch = wanted === '' ? (branches[0] ?? '') : wanted
  if (branch === '') return { branches, branch, commits: [], head: null, isComplete: true }
  const found = await listCommits(mirror, { branch, query, limit: MAX_COMMITS })
  if (found === null) return null
  const touching = await listTouching(mirror, { branch, query, paths })
  const oids = new Set(touching.map(({ oid }) => oid))
  const others = found.commits.filter(({ oid }) => !oids.has(oid))
  const commits = [...touching, ...others].slice(0, MAX_COMMITS).map((commit) => ({
    commit: commit.oid,
    subject: cutText(commit.subject, SUBJECT_BYTES),
    author: cutText(commit.author, LIMITS.nameBytes),
    at: formatInstant({ seconds: commit.committedAt, offset: 0 }),
    touches: oids.has(commit.oid),
  }))
  const head = query.trim() === '' ? (found.commits[0]?.oid ?? null) : null
  return { branches, branch, commits, head, isComplete: found.isComplete }
}

/** Commits that changed one of the paths; none where git does not tell in time. */
async function listTouching(
  mirror: Mirror,
  search: Omit<CommitSearch, 'repo'>,
): Promise<CommitList['commits']> {
  if (search.paths.length === 0) return []
  try {
    return (await listCommits(mirror, { ...search, limit: MAX_TOUCHING }))?.commits ?? []
  } catch (error) {
    if (error instanceof GitError) return []
    throw error
  }
}

async function listNames(mirror: Mirror, head: string | null): Promise<readonly string[]> {
  const names = await listBranches(mirror)
  // A longer name cannot be chosen.
  const others = names.filter((name) => name !== head && fits(name, LIMITS.nameBytes))
  return [...(head === null ? [] : [head]), ...others].slice(0, MAX_BRANCHES)
}
