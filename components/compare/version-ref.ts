import { hrefWith } from '../ui/href-with'

/** A version as `from` and `to` name it. */
export type VersionRef = { readonly repo: string; readonly name: string; readonly version: string }

/** Parses `REPO/NAME@VERSION`; null for anything else. No name of a model has an `@`. */
export function parseVersionRef(text: string): VersionRef | null {
  const match = /^([^/@]+)\/([^@]+)@(.+)$/u.exec(text)
  const [, repo, name, version] = match ?? []
  return repo && name && version ? { repo, name, version } : null
}

/** The opposite of `parseVersionRef`. */
export function formatVersionRef({ repo, name, version }: VersionRef): string {
  return `${repo}/${name}@${version}`
}

/** The address of the comparison of two versions. */
export function compareHref(from: VersionRef, to: VersionRef): string {
  return hrefWith('/compare', { from: formatVersionRef(from), to: formatVersionRef(to) })
}

/** The address of the comparison of several versions of a model: of these, or of the newest ones. */
export function compareManyHref(
  { repo, name }: ModelKey,
  { versions = [], metric = null }: { versions?: readonly string[]; metric?: string | null } = {},
): string {
  return hrefWith('/compare', { model: `${repo}/${name}`, versions: versions.join(','), metric })
}

/** Parses `REPO/NAME`; null for anything else. */
export function parseModelRef(text: string): ModelKey | null {
  const [, repo, name] = /^([^/@]+)\/([^@]+)$/u.exec(text) ?? []
  return repo && name ? { repo, name } : null
}

/** Whether both are versions of one model. */
export function isSameModel(one: ModelKey, other: ModelKey): boolean {
  return one.repo === other.repo && one.name === other.name
}

type ModelKey = Pick<VersionRef, 'repo' | 'name'>
