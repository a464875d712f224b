import type { CommandKind } from '@/lib/registry/commands/command'
import { modelHref } from '../model/model-href'

export type FormModel = {
  readonly repo: string
  readonly name: string
  /** Empty if no version is chosen yet. */
  readonly version: string
}

/** The input of a command as unchecked text. */
export type CommandForm = {
  readonly kind: CommandKind
  /** Several only when models are promoted together. */
  readonly models: readonly FormModel[]
  /** The address of a search whose models are meant, all of them; empty where `models` names them. */
  readonly search: string
  readonly stage: string
  /** Only for registering: the commit, and the search for it. */
  readonly commit: string
  readonly branch: string
  readonly query: string
  /** Only for registering: the part to increase; `named` takes the version in `newVersion`. */
  readonly step: Step
  readonly newVersion: string
  readonly reason: string
}

export type Step = 'patch' | 'minor' | 'major' | 'named'

export type FormChange = (change: Partial<CommandForm>) => void

/** The names of the fields in addresses and forms. */
export const FIELD = {
  kind: 'command',
  model: 'model',
  search: 'search',
  version: 'version',
  stage: 'stage',
  commit: 'commit',
  branch: 'branch',
  query: 'q',
  step: 'step',
  newVersion: 'new',
  reason: 'reason',
  requestId: 'requestId',
  expected: 'expected',
} as const

export const EMPTY_FORM: Omit<CommandForm, 'kind' | 'models'> = {
  search: '',
  stage: '',
  commit: '',
  branch: '',
  query: '',
  step: 'patch',
  newVersion: '',
  reason: '',
}

/** The value of the field `model`. */
export function modelValue({ repo, name }: Pick<FormModel, 'repo' | 'name'>): string {
  return `${repo}:${name}`
}

/** The form of a command for one model. */
export function commandForm(
  kind: CommandKind,
  model: { readonly repo: string; readonly name: string },
  more: { readonly version?: string; readonly stage?: string } = {},
): CommandForm {
  const models = [{ repo: model.repo, name: model.name, version: more.version ?? '' }]
  return { ...EMPTY_FORM, kind, models, stage: more.stage ?? '' }
}

/** The fields of a form without empty ones. */
export function formFields(form: CommandForm): readonly (readonly [name: string, value: string])[] {
  const fields: readonly (readonly [string, string])[] = [
    [FIELD.kind, form.kind],
    ...form.models.flatMap(({ repo, name, version }): [string, string][] => [
      [FIELD.model, modelValue({ repo, name })],
      [FIELD.version, version],
    ]),
    [FIELD.search, form.search],
    ...choiceFields(form),
  ]
  return fields.filter(([name, value]) => value !== '' || name === FIELD.version)
}

/** The same as FormData. */
export function toFormData(form: CommandForm): FormData {
  const data = new FormData()
  for (const [name, value] of formFields(form)) data.append(name, value)
  return data
}

/** The fields that all models share. */
function choiceFields(form: CommandForm): readonly (readonly [string, string])[] {
  const registering = form.kind === 'register'
  return [
    [FIELD.stage, form.stage],
    [FIELD.branch, form.branch],
    [FIELD.query, form.query],
    [FIELD.commit, form.commit],
    [FIELD.step, registering ? form.step : ''],
    [FIELD.newVersion, form.step === 'named' ? form.newVersion : ''],
    [FIELD.reason, form.reason],
  ]
}

/** The plain page of a command: one model has its own, several share one. It works without scripts. */
export function commandPath({ kind, models }: CommandForm): string {
  const [model, ...others] = models
  const alone = model !== undefined && others.length === 0
  return alone ? `${modelHref(model)}/commands/${kind}` : '/promote'
}

/** That page with the values of the form. */
export function commandHref(form: CommandForm): string {
  const path = commandPath(form)
  const alone = path !== '/promote'
  const omitted: readonly string[] = [
    FIELD.kind,
    ...(alone ? [FIELD.model] : []),
    ...(form.step === 'patch' ? [FIELD.step] : []),
  ]
  const fields = formFields(form).filter(
    ([name, value]) => !omitted.includes(name) && !(alone && value === ''),
  )
  if (fields.length === 0) return path
  const query = new URLSearchParams(fields.map(([name, value]) => [name, value]))
  return `${path}?${String(query).replace(/%(?:2C|2F|3A|40)/g, decodeURIComponent)}`
}
