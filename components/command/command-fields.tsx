import { inOrder } from '../stage/in-order'
import { fieldClass } from '../ui/field-class'
import { SelectBox, selectClass } from '../ui/select-box'
import { type Asked, type AskedModel, modelValue } from './asked'
import type { Choices, ModelChoice } from './command-answer'
import { CommitPicker } from './commit-picker'
import { findChoice, takesStage, takesVersion, versionChoices } from './complete-asked'
import { FIELD } from './field'
import { StagePicker } from './stage-picker'
import { StepPicker } from './step-picker'

export type AskedChange = (change: Partial<Asked>) => void

type Props = {
  readonly asked: Asked
  readonly choices: Choices
  readonly onChange: AskedChange
  readonly now: number
}

/** What a command asks: inputs of a form, so that they work without scripts. */
export function CommandFields({ asked, choices, onChange, now }: Props) {
  return (
    <>
      {asked.kind === 'register' ? (
        <>
          <CommitPicker asked={asked} choices={choices} onChange={onChange} now={now} />
          <StepPicker
            asked={asked}
            latest={choices.models[0]?.latest ?? null}
            onChange={onChange}
          />
        </>
      ) : null}
      {takesStage(asked.kind) ? (
        <StagePicker asked={asked} choices={choices} onChange={onChange} />
      ) : null}
      {takesVersion(asked.kind) ? (
        <VersionFields asked={asked} choices={choices} onChange={onChange} />
      ) : null}
      <label className="flex flex-col gap-1 text-xs text-text-soft">
        Reason
        <input
          name={FIELD.reason}
          value={asked.reason}
          onChange={(event) => onChange({ reason: event.target.value })}
          maxLength={500}
          autoComplete="off"
          placeholder="Why, in one line: it stands in the tag"
          className={fieldClass}
        />
      </label>
    </>
  )
}

function VersionFields({ asked, choices, onChange }: Omit<Props, 'now'>) {
  const several = asked.models.length > 1
  return asked.models.map((model, place) => {
    const choice = findChoice(model, choices.models)
    if (!choice) return null
    return (
      <VersionField
        key={modelValue(model)}
        label={several ? `Version of ${model.name}` : 'Version'}
        asked={asked}
        model={model}
        choice={choice}
        order={choices.order}
        onPick={(version) => onChange({ models: asked.models.with(place, { ...model, version }) })}
      />
    )
  })
}

type VersionProps = {
  readonly label: string
  readonly asked: Asked
  readonly model: AskedModel
  readonly choice: ModelChoice
  readonly order: readonly string[]
  readonly onPick: (version: string) => void
}

function VersionField({ label, asked, model, choice, order, onPick }: VersionProps) {
  const offered = versionChoices(asked, choice)
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
