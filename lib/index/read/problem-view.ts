import type { ProblemView } from '@/lib/views/repo'

/** A `problems` row; it has exactly the fields of its view. */
export type ProblemRow = { readonly [Field in keyof ProblemView]: ProblemView[Field] }

export function buildProblem(row: ProblemRow): ProblemView {
  const { repo, code, artifact, file, line, tag, commit, detail } = row
  return { repo, code, artifact, file, line, tag, commit, detail }
}
