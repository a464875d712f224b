import { holdersIn } from '../stage/holders-in'
import type { Choices, ModelChoice, VersionChoice } from './command-answer'
import type { CommandForm, FormModel } from './command-form'

/** Fills in defaults: the latest version, the stage after the one that it holds, the only holder of a stage. */
export function completeForm(
  form: CommandForm,
  choices: Pick<Choices, 'models' | 'stages'>,
): CommandForm {
  const models = form.models.map((model) => {
    const choice = findChoice(model, choices.models)
    return choice ? { ...model, version: completeVersion(form, model, choice) } : model
  })
  const completed = { ...form, models }
  return { ...completed, stage: form.stage || usualStage(completed, choices) }
}

/** The first field that the preview still needs; null if the form is complete. */
export function missingChoice(form: CommandForm): 'version' | 'stage' | 'commit' | 'name' | null {
  const { kind, models, stage, commit, step, newVersion } = form
  if (kind === 'register') {
    if (commit === '') return 'commit'
    return step === 'named' && newVersion === '' ? 'name' : null
  }
  if (takesStage(kind) && stage === '') return 'stage'
  return takesVersion(kind) && models.some((model) => model.version === '') ? 'version' : null
}

/** Whether the command has a stage. */
export function takesStage(kind: CommandForm['kind']): boolean {
  return kind === 'assign' || kind === 'unassign' || kind === 'roll-back'
}

/** Whether the command has an existing version. */
export function takesVersion(kind: CommandForm['kind']): boolean {
  return kind === 'assign' || kind === 'unassign' || kind === 'deregister'
}

/** The versions that the command accepts. */
export function versionChoices(form: CommandForm, choice: ModelChoice): readonly VersionChoice[] {
  const registered = choice.versions.filter((version) => version.registered && version.active)
  if (form.kind !== 'unassign') return registered
  const holders = holdersOf(choice, form.stage)
  return choice.versions.filter((version) => holders.includes(version.version))
}

/** The stages that the command accepts: only a stage with a holder can be emptied or rolled back. */
export function stageChoices(
  form: CommandForm,
  choices: Pick<Choices, 'models' | 'stages'>,
): readonly string[] {
  if (form.kind === 'assign') {
    const isKnown = form.stage === '' || choices.stages.includes(form.stage)
    return isKnown ? choices.stages : [...choices.stages, form.stage]
  }
  const [model] = choices.models
  return choices.stages.filter((stage) => model && holdersOf(model, stage).length > 0)
}

function completeVersion(form: CommandForm, model: FormModel, choice: ModelChoice): string {
  if (form.kind === 'assign') return model.version || (choice.latest ?? '')
  if (form.kind !== 'unassign') return model.version
  const holders = form.stage ? holdersOf(choice, form.stage) : []
  return holders.includes(model.version) ? model.version : (holders[0] ?? '')
}

function usualStage(form: CommandForm, choices: Pick<Choices, 'models' | 'stages'>): string {
  const offered = stageChoices(form, choices)
  if (form.kind !== 'assign') return offered.length === 1 ? (offered[0] ?? '') : ''
  const [model, ...others] = form.models
  const choice = model && others.length === 0 ? findChoice(model, choices.models) : undefined
  if (!model || !choice) return ''
  const reached = offered.map((stage) => holdersOf(choice, stage).includes(model.version))
  return offered[reached.lastIndexOf(true) + 1] ?? ''
}

/** The choices of a model. */
export function findChoice(
  model: Pick<FormModel, 'repo' | 'name'>,
  choices: readonly ModelChoice[],
): ModelChoice | undefined {
  return choices.find(({ repo, name }) => repo === model.repo && name === model.name)
}

function holdersOf(choice: ModelChoice, stage: string): readonly string[] {
  return holdersIn(choice.stages, stage).map((holder) => holder.version)
}
