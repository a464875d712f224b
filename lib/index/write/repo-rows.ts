import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { RegistryProblem } from '@/lib/registry/problem'
import type { Row } from './derived-row'

/** `scope` is the artifact that the problems were found with; empty for the repository's own. */
export function formatProblemRows(
  repo: string,
  found: { readonly scope: string; readonly problems: readonly RegistryProblem[] },
): Row[] {
  const { scope } = found
  return found.problems.map(({ code, artifact, file, line, tag, commit, detail }) => {
    return { repo, scope, code, artifact, file, line, tag, commit, detail }
  })
}

export function formatIgnoredRows(repo: string, ignored: readonly IgnoredTag[]): Row[] {
  return ignored.map(({ tag, oid, code }) => ({ repo, tag, oid, code }))
}
