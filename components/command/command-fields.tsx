import { formatVersion } from '../model/format-version'
import { holdersIn } from '../stage/holders-in'
import { inOrder } from '../stage/in-order'
import { StageDot } from '../stage/stage-dot'
import { SelectBox, selectClass } from '../ui/select-box'
import { UntrustedText } from '../ui/untrusted-text'
import type { Choices, ModelChoice } from './command-answer'
import {
  type CommandForm,
  FIELD,
  type FormChange,
  type FormModel,
  formFields,
  modelValue,
} from './command-form'
import { findChoice, stageChoices, takesStage, takesVersion, versionChoices } from './complete-form'
import { ReasonField } from './reason-field'
import { RegisterFields } from './register-fields'

type Props = {
  readonly form: CommandForm
  readonly choices: Choices
  readonly onChange: FormChange
  readonly now: number
  /** Folded where nothing asks for it, so that a form with everything chosen can be confirmed at once. */
  readonly reason: 'shown' | 'folded'
}

/** The inputs of a command, which work without scripts. */
export function CommandFields({ form, choices, onChange, now, reason }: Props) {
  return (
    <>
      {form.kind === 'register' ? (
        <RegisterFields form={form} choices={choices} onChange={onChange} now={now} />
      ) : null}
      {takesStage(form.kind) ? (
        <StagePicker form={form} choices={choices} onChange={onChange} />
      ) : null}
      {takesVersion(form.kind) ? (
        <VersionFields form={form} choices={choices} onChange={onChange} />
      ) : null}
      {reason === 'folded' ? (
        <details>
          <summary className="text-xs text-accent hover:underline">Add a reason</summary>
          <ReasonField form={form} onChange={onChange} />
        </details>
      ) : (
        <ReasonField form={form} onChange={onChange} />
      )}
    </>
  )
}

function VersionFields({ form, choices, onChange }: StagePickerProps) {
  const several = form.models.length > 1
  return form.models.map((model, place) => {
    const choice = findChoice(model, choices.models)
    if (!choice) return null
    return (
      <VersionField
        key={modelValue(model)}
        label={several ? `Version of ${model.name}` : 'Version'}
        form={form}
        model={model}
        choice={choice}
        order={choices.order}
        onPick={(version) => onChange({ models: form.models.with(place, { ...model, version }) })}
      />
    )
  })
}

type VersionProps = {
  readonly label: string
  readonly form: CommandForm
  readonly model: FormModel
  readonly choice: ModelChoice
  readonly order: readonly string[]
  readonly onPick: (version: string) => void
}

function VersionField({ label, form, model, choice, order, onPick }: VersionProps) {
  const offered = versionChoices(form, choice)
  const known = offered.some(({ version }) => version === model.version)
  return (
    <label className="flex flex-col gap-1 text-xs text-text-soft">
      <bdi>{label}</bdi>
      <SelectBox>
        <select
          name={FIELD.version}
          value={model.version}
          onChange={(event) => onPick(event.target.value)}
          className={`${selectClass} font-mono`}
        >
          {known ? null : <option value={model.version}>{model.version || 'Choose one'}</option>}
          {offered.map(({ version, stages }) => (
            <option key={version} value={version}>
              {describeVersion(version, version === choice.latest, inOrder(stages, order))}
            </option>
          ))}
        </select>
      </SelectBox>
    </label>
  )
}

function describeVersion(version: string, isLatest: boolean, stages: readonly string[]): string {
  const facts = [isLatest ? 'latest' : '', stages.length > 0 ? `in ${stages.join(', ')}` : '']
  const said = facts.filter(Boolean).join(', ')
  return said ? `${version}  (${said})` : version
}

type StagePickerProps = {
  readonly form: CommandForm
  readonly choices: Choices
  readonly onChange: FormChange
}

/** The stages to choose from, with the versions in each. */
function StagePicker({ form, choices, onChange }: StagePickerProps) {
  const offered = stageChoices(form, choices)
  const [model, ...others] = choices.models
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs text-text-soft">Stage</legend>
      {offered.length === 0 ? (
        <p className="text-text-soft">
          {form.kind === 'assign'
            ? 'No stages are known. Name them in signet.yaml under stages.order.'
            : 'No stage of this model holds a version.'}
        </p>
      ) : null}
      {offered.map((stage) => (
        <label
          key={stage}
          className="flex min-h-9 items-center gap-2 rounded-md border border-line-strong px-2.5 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={FIELD.stage}
            value={stage}
            checked={form.stage === stage}
            onChange={() => onChange({ stage })}
            className="size-3.5 flex-none accent-accent-fill outline-none"
          />
          <StageDot stage={stage} order={choices.order} />
          <UntrustedText text={stage} />
          {model && others.length === 0 ? (
            <span className="ms-auto truncate ps-2 font-mono text-xs text-text-soft">
              {holders(model.stages, stage) || <span className="font-sans">empty</span>}
            </span>
          ) : null}
        </label>
      ))}
    </fieldset>
  )
}

function holders(stages: Choices['models'][number]['stages'], stage: string): string {
  return holdersIn(stages, stage)
    .map((holder) => formatVersion(holder.version))
    .join(', ')
}

type HiddenFieldsProps = {
  readonly form: CommandForm
  readonly only?: readonly string[]
  readonly without?: readonly string[]
}

/** Fields of the form that have no visible input. */
export function HiddenFields({ form, only, without = [] }: HiddenFieldsProps) {
  return formFields(form)
    .filter(([name]) => (only?.includes(name) ?? true) && !without.includes(name))
    .map(([name, value], place) => <input key={place} type="hidden" name={name} value={value} />)
}
