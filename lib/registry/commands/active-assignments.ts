import type { RegistryArtifact, RegistryVersion } from '../artifact'
import { compareEvents, type RegistryEvent } from '../event'
import type { StageName } from '../names'

export type ActiveAssignment = {
  readonly version: RegistryVersion
  readonly assignment: RegistryEvent
}

/**
 * Every active version that was given the stage and not unassigned since, the latest first: the first one
 * holds the stage, the second holds it again when the first is unassigned.
 */
export function listActiveAssignments(
  artifact: RegistryArtifact,
  stage: StageName,
): readonly ActiveAssignment[] {
  return artifact.versions
    .flatMap((version) => {
      const assignment = version.active ? findActiveAssignment(version, stage) : null
      return assignment === null ? [] : [{ version, assignment }]
    })
    .sort((a, b) => compareEvents(b.assignment, a.assignment))
}

/** The version's newest assignment of the stage where no unassignment follows it, else null. */
export function findActiveAssignment(
  version: RegistryVersion,
  stage: StageName,
): RegistryEvent | null {
  const newest = version.events.findLast((event) => event.stage === stage)
  return newest?.kind === 'assignment' ? newest : null
}
