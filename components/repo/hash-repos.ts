import type { RepoView } from '@/lib/views/repo'
import { hashText } from '../ui/hash-text'

export type RepoHashes = {
  /** Changes when the content of pages has changed; most syncs change nothing. */
  readonly content: number
  /** Changes when the state of a sync has changed. */
  readonly state: number
}

/** The hashes that detect a changed list of repositories. */
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
