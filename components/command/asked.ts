import type { CommandKind } from '@/lib/registry/commands/command'
import { FIELD } from './field'

export type AskedModel = {
  readonly repo: string
  readonly name: string
  /** Empty where none is chosen yet. */
  readonly version: string
}

/** What the left pane of a command asks, as text: nothing of it was checked. */
export type Asked = {
  readonly kind: CommandKind
  /** Several only where they are promoted together. */
  readonly models: readonly AskedModel[]
  readonly stage: string
  /** Of registering: the commit, and how it is searched for. */
  readonly commit: string
  readonly branch: string
  readonly query: string
  /** Of registering: which part grows; `named` takes the version that `newVersion` names. */
  readonly step: Step
  readonly newVersion: string
  readonly reason: string
}

export type Step = 'patch' | 'minor' | 'major' | 'named'

export const NOTHING_ASKED: Omit<Asked, 'kind' | 'models'> = {
  stage: '',
  commit: '',
  branch: '',
  query: '',
  step: 'patch',
  newVersion: '',
  reason: '',
}

/** A model as the field of that name has it. */
export function modelValue({ repo, name }: Pick<AskedModel, 'repo' | 'name'>): string {
  return `${repo}:${name}`
}

/** Asks one thing of one model. */
export function askOne(
  kind: CommandKind,
  model: { readonly repo: string; readonly name: string },
  more: { readonly version?: string; readonly stage?: string } = {},
): Asked {
  const models = [{ repo: model.repo, name: model.name, version: more.version ?? '' }]
  return { ...NOTHING_ASKED, kind, models, stage: more.stage ?? '' }
}

/** The parts of what is asked as a form sends them, without those that are empty. */
export function askedFields(asked: Asked): readonly (readonly [name: string, value: string])[] {
  const fields: readonly (readonly [string, string])[] = [
    [FIELD.kind, asked.kind],
    ...asked.models.flatMap(({ repo, name, version }): [string, string][] => [
      [FIELD.model, modelValue({ repo, name })],
      [FIELD.version, version],
    ]),
    ...choiceFields(asked),
  ]
  return fields.filter(([name, value]) => value !== '' || name === FIELD.version)
}

/** The same as a form that is sent by scripts. */
export function askedForm(asked: Asked): FormData {
  const form = new FormData()
  for (const [name, value] of askedFields(asked)) form.append(name, value)
  return form
}

/** The parts that are the same for every model. */
function choiceFields(asked: Asked): readonly (readonly [string, string])[] {
  const registering = asked.kind === 'register'
  return [
    [FIELD.stage, asked.stage],
    [FIELD.branch, asked.branch],
    [FIELD.query, asked.query],
    [FIELD.commit, asked.commit],
    [FIELD.step, registering ? asked.step : ''],
    [FIELD.newVersion, asked.step === 'named' ? asked.newVersion : ''],
    [FIELD.reason, asked.reason],
  ]
}
