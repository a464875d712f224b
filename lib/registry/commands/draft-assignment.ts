import type { RegistryArtifact, RegistryVersion } from '../artifact'
import type { StageName } from '../names'
import { listActiveAssignments } from './active-assignments'
import { findAmbiguousVersion } from './find-ambiguous-version'
import { type CommandOf, type Drafted, listNamed, type RegistrySide, refuse } from './tag-draft'

/**
 * Assigns a stage to a registered version. A version that held the stage before and was displaced may get it again, and so
 * may the one that holds it while the model is deprecated: any later assignment ends a deprecation (D2).
 */
export function draftAssignment(command: CommandOf<'assign'>, side: RegistrySide): Drafted {
  const { version: name, stage } = command
  const unknown = refuseStage(stage, side)
  if (unknown !== null) return unknown
  const named = listNamed(side.artifact, name)
  const version = named.find((one) => one.active)
  if (version === undefined) return refuseVersion(name, named)
  if (version.stages.includes(stage) && !side.artifact.deprecated) {
    return refuse('already-in-stage', { version: name, stage })
  }
  return draft(side.artifact, { version, stage })
}

/** Assigns a stage again to the version that held it before the current one. */
export function draftRollBack({ stage }: CommandOf<'roll-back'>, side: RegistrySide): Drafted {
  const unknown = refuseStage(stage, side)
  if (unknown !== null) return unknown
  const [present, before] = listActiveAssignments(side.artifact, stage)
  if (before === undefined) {
    return refuse('nothing-to-roll-back-to', { stage, version: present?.version.name ?? null })
  }
  return draft(side.artifact, { version: before.version, stage })
}

function refuseStage(stage: StageName, { artifact, allowedStages }: RegistrySide) {
  if (allowedStages === null || allowedStages.includes(stage)) return null
  return refuse('stage-unknown', { artifact: artifact.name, stage, allowed: allowedStages })
}

function refuseVersion(name: string, named: readonly RegistryVersion[]): Drafted {
  if (named.length === 0) return refuse('version-unknown', { version: name })
  const isFormer = named.some((version) => version.registered)
  return refuse(isFormer ? 'version-deregistered' : 'version-not-registered', { version: name })
}

function draft(
  artifact: RegistryArtifact,
  { version, stage }: { readonly version: RegistryVersion; readonly stage: StageName },
): Drafted {
  const { name, commit } = version
  const ambiguous = findAmbiguousVersion(artifact, version)
  if (ambiguous !== null) {
    return refuse('commit-has-other-version', { commit, version: ambiguous.name, asked: name })
  }
  const [present] = listActiveAssignments(artifact, stage)
  return {
    kind: 'drafted',
    draft: {
      name: { kind: 'assignment', artifact: artifact.name, stage, counter: null },
      commit,
      version: name,
      subject: `Assigning stage ${stage} to artifact ${artifact.name} version ${name}`,
      previous:
        present === undefined ? null : { event: present.assignment, version: present.version.name },
    },
  }
}
