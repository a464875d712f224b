import { holdersIn } from '../stage/holders-in'
import type { Asked, AskedModel } from './asked'
import type { Choices, ModelChoice, VersionChoice } from './command-answer'

/** Fills in what follows from the rest: the latest version, the stage after the one that it holds, the only holder of a stage. */
export function completeAsked(asked: Asked, choices: Pick<Choices, 'models' | 'stages'>): Asked {
  const models = asked.models.map((model) => {
    const choice = findChoice(model, choices.models)
    return choice ? { ...model, version: completeVersion(asked, model, choice) } : model
  })
  const completed = { ...asked, models }
  return { ...completed, stage: asked.stage || usualStage(completed, choices) }
}

/** What has to be chosen before anything can be computed; null where all is. */
export function missingChoice(asked: Asked): 'version' | 'stage' | 'commit' | 'name' | null {
  const { kind, models, stage, commit, step, newVersion } = asked
  if (kind === 'register') {
    if (commit === '') return 'commit'
    return step === 'named' && newVersion === '' ? 'name' : null
  }
  if (takesStage(kind) && stage === '') return 'stage'
  return takesVersion(kind) && models.some((model) => model.version === '') ? 'version' : null
}

/** Whether the command is about a stage. */
export function takesStage(kind: Asked['kind']): boolean {
  return kind === 'assign' || kind === 'unassign' || kind === 'roll-back'
}

/** Whether the command is about a version that exists. */
export function takesVersion(kind: Asked['kind']): boolean {
  return kind === 'assign' || kind === 'unassign' || kind === 'deregister'
}

/** The versions that the command can be about. */
export function versionChoices(asked: Asked, choice: ModelChoice): readonly VersionChoice[] {
  const registered = choice.versions.filter((version) => version.registered && version.active)
  if (asked.kind !== 'unassign') return registered
  const holders = holdersOf(choice, asked.stage)
  return choice.versions.filter((version) => holders.includes(version.version))
}

/** The stages that the command can be about: to empty one, it must be held. */
export function stageChoices(
  asked: Asked,
  choices: Pick<Choices, 'models' | 'stages'>,
): readonly string[] {
  if (asked.kind === 'assign') {
    const isKnown = asked.stage === '' || choices.stages.includes(asked.stage)
    return isKnown ? choices.stages : [...choices.stages, asked.stage]
  }
  const [model] = choices.models
  return choices.stages.filter((stage) => model && holdersOf(model, stage).length > 0)
}

function completeVersion(asked: Asked, model: AskedModel, choice: ModelChoice): string {
  if (asked.kind === 'assign') return model.version || (choice.latest ?? '')
  if (asked.kind !== 'unassign') return model.version
  const holders = asked.stage ? holdersOf(choice, asked.stage) : []
  return holders.includes(model.version) ? model.version : (holders[0] ?? '')
}

function usualStage(asked: Asked, choices: Pick<Choices, 'models' | 'stages'>): string {
  const offered = stageChoices(asked, choices)
  if (asked.kind !== 'assign') return offered.length === 1 ? (offered[0] ?? '') : ''
  const [model, ...others] = asked.models
  const choice = model && others.length === 0 ? findChoice(model, choices.models) : undefined
  if (!model || !choice) return ''
  const reached = offered.map((stage) => holdersOf(choice, stage).includes(model.version))
  return offered[reached.lastIndexOf(true) + 1] ?? ''
}

/** What a model offers. */
export function findChoice(
  model: Pick<AskedModel, 'repo' | 'name'>,
  choices: readonly ModelChoice[],
): ModelChoice | undefined {
  return choices.find(({ repo, name }) => repo === model.repo && name === model.name)
}

function holdersOf(choice: ModelChoice, stage: string): readonly string[] {
  return holdersIn(choice.stages, stage).map((holder) => holder.version)
}
