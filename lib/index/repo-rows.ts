import type { RegistryProblem } from '@/lib/registry/problem'
import type { Row } from './derived-row'
import type { IndexWrite } from './write-index'

/** `scope` is the artifact that a problem was found with; empty for the repository's own. */
export function formatProblemRows({ slug, problems, artifacts }: IndexWrite): Row[] {
  const formatRow = (scope: string, problem: RegistryProblem): Row => {
    const { code, artifact, file, line, tag, commit, detail } = problem
    return { repo: slug, scope, code, artifact, file, line, tag, commit, detail }
  }
  return [
    ...problems.map((problem) => formatRow('', problem)),
    ...artifacts.flatMap((one) => one.problems.map((problem) => formatRow(one.name, problem))),
  ]
}

export function formatIgnoredRows({ slug, ignored }: IndexWrite): Row[] {
  return ignored.map(({ tag, oid, code }) => ({ repo: slug, tag, oid, code }))
}
