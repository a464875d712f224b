import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { RegistryProblem } from '@/lib/registry/problem'
import { quote } from '@/lib/registry/problem'
import type { IndexWrite } from './write-index'

/** An index entry of PostgreSQL ends at 2,704 bytes and holds up to two names and a tag. */
const LONGEST_NAME = 800

/** Artifacts with names that no index could hold become problems of the repository, so that they hide no other. */
export function leaveOutLongNames<Write extends Pick<IndexWrite, 'artifacts' | 'problems'>>(
  write: Write,
): Write {
  const tooLong = write.artifacts.filter(isTooLong)
  if (tooLong.length === 0) return write
  return {
    ...write,
    artifacts: write.artifacts.filter((artifact) => !isTooLong(artifact)),
    problems: [...write.problems, ...tooLong.map(formatTooLong)],
  }
}

function isTooLong(artifact: RegistryArtifact): boolean {
  return (
    artifact.name.length > LONGEST_NAME ||
    artifact.events.some((event) => event.tag.name.length > LONGEST_NAME)
  )
}

function formatTooLong(artifact: RegistryArtifact): RegistryProblem {
  return {
    code: 'annotation-bad-name',
    artifact: null,
    file: artifact.source?.file ?? null,
    line: null,
    tag: null,
    commit: artifact.source?.commit ?? null,
    detail: `${quote(artifact.name)} has a name or a tag of more than ${LONGEST_NAME} characters`,
  }
}
