import type { RepoView } from '@/lib/views/repo'
import { hashText } from '../ui/hash-text'

export type RepoHashes = {
  /** Differs when what pages show has changed; most syncs change nothing. */
  readonly content: number
  /** Differs when how the syncs stand has changed. */
  readonly state: number
}

/** What tells one list of repositories from another, in a few bytes. */
export function hashRepos(repos: readonly RepoView[]): RepoHashes {
  return {
    content: hash(
      repos.map(({ slug, revision, syncedAt, error }) => [
        ...[slug, revision, syncedAt === null, error?.message],
      ]),
    ),
    state: hash(
      repos.map(({ slug, status, syncedAt, error, progress }) => [
        ...[slug, status, syncedAt, error?.message, progress],
      ]),
    ),
  }
}

function hash(shown: unknown): number {
  return hashText(JSON.stringify(shown))
}
