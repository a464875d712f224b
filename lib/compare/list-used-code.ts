import type { ComparedInputs } from '@/lib/views/comparison'

/** More paths than a person would read the changes of. */
const MAX_PATHS = 2_000

/** The files and folders in Git that the stages of either version read, in order; null where neither has a lineage. */
export function listUsedCode(inputs: ComparedInputs | null): readonly string[] | null {
  if (inputs === null) return null
  return inputs.files
    .filter(({ kind }) => kind === 'code')
    .map(({ path }) => path)
    .slice(0, MAX_PATHS)
}
