import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { TagPlan } from '@/lib/registry/commands/tag-plan'

export type TouchedStage = {
  readonly stage: string
  /**
   * `whole`: the stage is given to a version, and all of its rule applies. `people`: a version leaves it, or
   * one that passed before is back in it, and only who, approvals and reason apply.
   */
  readonly extent: 'whole' | 'people'
}

/** The stages in which a tag changes who is shown. `artifact` is as it was before; null where it is new. */
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
  const held = [...artifact.stages.keys()]
  const version = artifact.versions.find(
    ({ name, commit }) => name === plan.version && commit === plan.commit,
  )
  switch (plan.kind) {
    case 'unassignment':
      return plan.stage === null ? [] : [plan.stage]
    case 'deregistration':
      return version?.stages ?? []
    case 'deprecation':
      return held
    case 'assignment':
      return artifact.deprecated ? held : []
    case 'registration': {
      const revived = [...(version?.stageEvents ?? [])].filter(([, { active }]) => active)
      return [...(artifact.deprecated ? held : []), ...revived.map(([stage]) => stage)]
    }
  }
}
