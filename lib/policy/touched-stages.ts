import type { RegistryArtifact, RegistryVersion } from '@/lib/registry/artifact'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'
import type { StageName } from '@/lib/registry/names'

export type TouchedStage = {
  readonly stage: string
  /**
   * `whole`: the stage is given to a version, and all of its rule applies. `people`: a version leaves it, or
   * one that passed before is back in it, and only who, approvals and reason apply.
   */
  readonly extent: 'whole' | 'people'
}

/**
 * The stages in which a tag changes who is in them. `artifact` is as it was before; null when it is new. This includes
 * stages that `.gto` leaves out, although no version is shown in them, so that the repository cannot bypass the
 * server's rules.
 */
export function listTouchedStages(
  plan: TagPlan,
  artifact: RegistryArtifact | null,
): readonly TouchedStage[] {
  const given = plan.kind === 'assignment' ? plan.stage : null
  const touched = new Set<string>(listOthers(plan, artifact))
  if (given !== null) touched.delete(given)
  return [
    ...(given === null ? [] : [{ stage: given, extent: 'whole' as const }]),
    ...[...touched].sort().map((stage) => ({ stage, extent: 'people' as const })),
  ]
}

function listOthers(plan: TagPlan, artifact: RegistryArtifact | null): readonly string[] {
  if (artifact === null) return []
  const version = artifact.versions.find(
    ({ name, commit }) => name === plan.version && commit === plan.commit,
  )
  switch (plan.kind) {
    case 'unassignment':
      return plan.stage === null ? [] : [plan.stage]
    case 'deregistration':
      return version === undefined ? [] : listHeld(artifact, version)
    case 'deprecation':
      return listAllHeld(artifact)
    case 'assignment':
      return artifact.deprecated ? listAllHeld(artifact) : []
    case 'registration': {
      const revived = version === undefined ? [] : listAssigned(version)
      return [...(artifact.deprecated ? listAllHeld(artifact) : []), ...revived]
    }
  }
}

/** The stages that the version holds, and of stages that show no version, all that it was given. */
function listHeld(artifact: RegistryArtifact, version: RegistryVersion): readonly string[] {
  const unshown = listAssigned(version).filter((stage) => !artifact.stages.has(stage))
  return [...version.stages, ...unshown]
}

function listAllHeld({ versions }: RegistryArtifact): readonly string[] {
  return versions.filter(({ active }) => active).flatMap(listAssigned)
}

/** The stages that the version was given and that were not taken from it since. */
function listAssigned({ stageEvents }: RegistryVersion): readonly StageName[] {
  return [...stageEvents].filter(([, { active }]) => active).map(([stage]) => stage)
}
