import { type Glob, matchGlob, parseGlobPart, type SplitPath } from '@/lib/repo-data/path-glob'
import type { StepBudget } from '@/lib/repo-data/step-budget'

/** A compiled pattern of CODEOWNERS. */
export type OwnerPattern = readonly Glob[]

/**
 * Reads a CODEOWNERS pattern. `*` and `?` stay inside one folder, `**` does not; a pattern that names a
 * folder covers all below it. A pattern with a slash in the middle starts at the root for GitHub and
 * anywhere for GitLab.
 */
export function compileOwnerPattern(pattern: string, dialect: 'github' | 'gitlab'): OwnerPattern {
  const isAnchored = pattern.startsWith('/')
  const isFolder = pattern.endsWith('/')
  const written = pattern.split('/').filter((part) => part !== '')
  if (written.length === 0) return []
  const startsAnywhere = !isAnchored && (dialect === 'gitlab' || written.length === 1)
  const parts = written.map(parseGlobPart)
  const glob: Glob = startsAnywhere ? ['**', ...parts] : parts
  // `docs/*` means the files in `docs` only; `docs` and `docs/` mean all below.
  const below: Glob[] = written.at(-1) === '*' ? [] : [[...glob, ['*'], '**']]
  return isFolder ? below : [glob, ...below]
}

/** Whether a pattern covers a path. Also false when the budget is exhausted, which the caller must check. */
export function matchOwnerPattern(
  pattern: OwnerPattern,
  path: SplitPath,
  budget: StepBudget,
): boolean {
  return pattern.some((glob) => matchGlob(glob, path, budget))
}
