import type { DvcFindingCode } from '@/lib/dvc/types'
import { formatExceeded } from '@/lib/repo-data/limits'
import type { FileProblemCode, Oid } from '@/lib/snapshot/types'
import type { ArtifactName } from './names'

/** The codes of faults in a repository. Pages turn them into sentences. */
export type ProblemCode =
  | FileProblemCode
  | DvcFindingCode
  // branches
  | 'branch-missing'
  // tags
  | 'tag-nested'
  | 'tag-inner-name-differs'
  | 'many-versions-on-commit'
  | 'ambiguous-stage-tag'
  | 'version-on-many-commits'
  | 'deregistration-without-registration'
  | 'unassignment-without-assignment'
  | 'stage-not-in-gto'
  // tags against what was seen of them
  | 'tag-moved'
  | 'tags-vanished'
  | 'tag-backdated'
  | 'tag-in-future'
  // .signet.yaml
  | 'policy-broken'
  // annotation files
  | 'annotation-file-empty'
  | 'annotation-file-foreign'
  | 'annotation-file-not-a-mapping'
  | 'annotation-bad-directory'
  | 'annotation-bad-name'
  | 'annotation-entry-empty'
  | 'annotation-entry-not-a-mapping'
  | 'annotation-bad-field'
  // metrics and params
  | 'too-many-values'
  | 'values-without-names'
  // limits: `detail` says which and what was found
  | 'name-too-long'
  | 'text-too-long'
  | 'label-too-long'
  | 'too-many-models'
  | 'too-many-problems'
  // .gto
  | 'gto-not-a-mapping'
  | 'gto-unknown-key'
  | 'gto-bad-value'
  | 'gto-bad-name'

export type RegistryProblem = {
  readonly code: ProblemCode
  /** Null when it is the repository's own, not one artifact's. */
  readonly artifact: ArtifactName | null
  readonly file: string | null
  /** From 1, where known. */
  readonly line: number | null
  readonly tag: string | null
  readonly commit: Oid | null
  /** What was found, in a few words, so that the place can be recognised. */
  readonly detail: string
}

/** Removes duplicates and keeps the order, because the same finding at an older commit is not new. */
export function distinctProblems(problems: Iterable<RegistryProblem>): readonly RegistryProblem[] {
  const seen = new Map<string, RegistryProblem>()
  for (const problem of problems) {
    const { code, artifact, file, line, tag, detail } = problem
    const key = JSON.stringify([code, artifact, file, line, tag, detail])
    if (!seen.has(key)) seen.set(key, problem)
  }
  return [...seen.values()]
}

type ProblemLimit = Pick<RegistryProblem, 'artifact' | 'commit'> & { readonly most: number }

/** The first problems. When there are more than `most`, the last one states their number. */
export function limitProblems(
  problems: readonly RegistryProblem[],
  { most, artifact, commit }: ProblemLimit,
): readonly RegistryProblem[] {
  if (problems.length <= most) return problems
  const place = { artifact, file: null, line: null, tag: null, commit }
  const detail = formatExceeded(problems.length, 'problems', most)
  return [...problems.slice(0, most), { code: 'too-many-problems', ...place, detail }]
}

const FEW = 5

/** The first of many names, and how many there are. */
export function formatFew(names: readonly string[]): string {
  const shown = names.slice(0, FEW).join(', ')
  return names.length > FEW ? `${shown}, … (${names.length})` : shown
}
