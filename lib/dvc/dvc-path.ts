import { LIMITS, PATH_LIMITS } from '@/lib/repo-data/limits'
import { quotePath } from '@/lib/repo-data/quote'
import { resolvePath } from '@/lib/repo-data/repo-path'
import { hasTemplate } from './template'
import type { DvcPath } from './types'
import { addFinding, type DvcPlace } from './vars'

/** The schemes of stores that DVC reads; any other `x://` is a path. `remote://` is a remote of `.dvc/config`. */
const SCHEME =
  /^(?:s3|gs|azure|abfss?|adl|https?|ssh|hdfs|webhdfs|webdavs?|oss|gdrive|remote):\/\//i

/** The folder of a stage that runs outside of the repository: nothing below it has a path. */
export const OUTSIDE = '..'

/** Resolves a `wdir`; `OUTSIDE`, with a finding, where it is no folder of the repository. */
export function readFolder(written: string, place: DvcPlace): string {
  const resolved = resolvePath(place.directory, written)
  if (resolved.kind === 'path') return resolved.path
  if (resolved.kind === 'too-long') reportTooLong(written, place)
  else addFinding(place, 'path-outside-repository', `wdir: ${quotePath(written)}`)
  return OUTSIDE
}

/** A path takes steps for itself, and for its characters. */
const PATH_STEPS = 8
const CHARACTERS = 16

/** Resolves a path that stands in `place`; null, with a finding, where it is too long or empty. */
export function readPath(written: string, place: DvcPlace): DvcPath | null {
  const steps = PATH_STEPS + Math.min(written.length, LIMITS.pathBytes) / CHARACTERS
  if (written === '' || !place.budget.spend(steps)) return null
  if (hasTemplate(written)) addFinding(place, 'template-unresolved', quotePath(written))
  if (SCHEME.test(written) || written.startsWith('/')) {
    return written.length > LIMITS.pathBytes
      ? reportTooLong(written, place)
      : { written, path: written, place: 'external' }
  }
  const resolved = resolvePath(place.directory, written)
  if (resolved.kind === 'too-long') return reportTooLong(written, place)
  if (resolved.kind !== 'path') return { written, path: null, place: 'external' }
  return {
    written,
    path: resolved.path,
    place: isBelow(resolved.path, place.root) ? 'root' : 'external',
  }
}

/** Adds the finding that a path is too long. */
export function reportTooLong(written: string, place: DvcPlace): null {
  addFinding(place, 'path-too-long', `${quotePath(written)}: ${PATH_LIMITS}`)
  return null
}

/** Whether a path is the directory or lies in it; '' is the repository's top. */
function isBelow(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`)
}
