import type { NextVersions } from '@/components/command/command-answer'
import type { PickableCommits } from '@/lib/promote/repo-reads'
import { bumpVersion } from '@/lib/registry/commands/bump-version'
import { parseVersionName } from '@/lib/registry/names'
import type { ModelDetailView } from '@/lib/views/model'

/** The files whose change makes a new version likely: the model's own, what DVC keeps in its place, and the lock beside its
 *  annotation. None of a model at a URL. */
export function listModelPaths({
  path,
  hash,
  source,
}: Pick<ModelDetailView, 'path' | 'hash' | 'source'>): readonly string[] {
  if (path === null || /^[a-z][a-z0-9+.-]*:\/\//i.test(path)) return []
  const isInGit = /^(git|sha256):/.test(hash ?? '')
  if (isInGit) return [path]
  const folder = source?.file.includes('/')
    ? source.file.slice(0, source.file.lastIndexOf('/') + 1)
    : ''
  return [path, `${path}.dvc`, `${folder}dvc.lock`]
}

/** The names that a step from the highest version that ever was leads to; null before the first. */
export function buildNextVersions(versions: ModelDetailView['versions']): NextVersions | null {
  const [highest] = versions.flatMap(({ version }) => parseVersionName(version) ?? [])
  if (highest === undefined) return null
  return {
    patch: bumpVersion(highest, 'patch'),
    minor: bumpVersion(highest, 'minor'),
    major: bumpVersion(highest, 'major'),
  }
}

/** The commit that the form starts with: the newest one that changed the model, else the newest of the branch. Empty where
 *  both have a version already. */
export function findStart(
  { commits, head }: Pick<PickableCommits, 'commits' | 'head'>,
  registered: ReadonlySet<string>,
): string {
  const touching = head === null ? undefined : commits.find(({ touches }) => touches)?.commit
  return [touching, head].find((commit) => commit && !registered.has(commit)) ?? ''
}
