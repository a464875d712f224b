import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import type { Choices, NextVersions } from './command-answer'
import { type CommandForm, FIELD, type FormChange, type Step } from './command-form'
import { CommitPicker } from './commit-picker'

type Props = {
  readonly form: CommandForm
  readonly choices: Choices
  readonly onChange: FormChange
  readonly now: number
}

/** The inputs of a registration: the commit and the number of the new version. */
export function RegisterFields({ form, choices, onChange, now }: Props) {
  return (
    <>
      <CommitPicker form={form} choices={choices} onChange={onChange} now={now} />
      <StepPicker
        form={form}
        latest={choices.models[0]?.latest ?? null}
        next={choices.next}
        onChange={onChange}
      />
    </>
  )
}

const STEPS: readonly { readonly step: Step; readonly label: string; readonly aside: string }[] = [
  { step: 'patch', label: 'Patch', aside: 'a fix or a retrained model' },
  { step: 'minor', label: 'Minor', aside: 'better, used in the same way' },
  { step: 'major', label: 'Major', aside: 'used in a different way' },
  { step: 'named', label: 'Custom', aside: '' },
]

type StepPickerProps = {
  readonly form: CommandForm
  readonly latest: string | null
  readonly next: NextVersions | null
  readonly onChange: FormChange
}

/** Picks the number of the new version: a step from the latest version, or a custom one. */
function StepPicker({ form, latest, next, onChange }: StepPickerProps) {
  const offered = STEPS.filter(({ step }) => next !== null || step === 'patch' || step === 'named')
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs text-text-soft">
        {latest ? (
          <>
            Version, after <code>{latest}</code>
          </>
        ) : (
          'Version'
        )}
      </legend>
      {offered.map(({ step, label, aside }) => (
        <label key={step} className="flex min-h-7 items-center gap-2">
          <input
            type="radio"
            name={FIELD.step}
            value={step}
            checked={form.step === step}
            onChange={() => onChange({ step })}
            className="size-3.5 flex-none accent-accent-fill"
          />
          {next === null && step === 'patch' ? 'First version, v0.0.1' : label}
          {next === null || step === 'named' ? null : (
            <>
              <Icon name="arrow-right" className="size-3 text-text-faint" />
              <code className="text-xs">{next[step]}</code>
              <span className="text-xs text-text-faint">{aside}</span>
            </>
          )}
        </label>
      ))}
      <input
        name={FIELD.newVersion}
        value={form.newVersion}
        onChange={(event) => onChange({ step: 'named', newVersion: event.target.value.trim() })}
        aria-label="Name of the new version"
        placeholder="v1.2.0"
        autoComplete="off"
        spellCheck={false}
        className={`${fieldClass} font-mono ${form.step === 'named' ? '' : 'opacity-60'}`}
      />
    </fieldset>
  )
}
