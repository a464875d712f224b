import { fieldClass } from '../ui/field-class'
import type { Asked, Step } from './asked'
import type { AskedChange } from './command-fields'
import { FIELD } from './field'

const STEPS: readonly { readonly step: Step; readonly label: string; readonly aside: string }[] = [
  { step: 'patch', label: 'Patch', aside: 'a fix, or trained anew' },
  { step: 'minor', label: 'Minor', aside: 'better, and used in the same way' },
  { step: 'major', label: 'Major', aside: 'used in another way' },
  { step: 'named', label: 'As I name it', aside: '' },
]

type Props = {
  readonly asked: Asked
  readonly latest: string | null
  readonly onChange: AskedChange
}

/** Which number the new version gets: a step from the latest one, or any. */
export function StepPicker({ asked, latest, onChange }: Props) {
  const offered = STEPS.filter(
    ({ step }) => latest !== null || step === 'patch' || step === 'named',
  )
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
            checked={asked.step === step}
            onChange={() => onChange({ step })}
            className="size-3.5 flex-none accent-accent-fill"
          />
          {latest === null && step === 'patch' ? 'The first one, v0.0.1' : label}
          <span className="text-xs text-text-faint">{latest === null ? '' : aside}</span>
        </label>
      ))}
      <input
        name={FIELD.newVersion}
        value={asked.newVersion}
        onChange={(event) => onChange({ step: 'named', newVersion: event.target.value.trim() })}
        aria-label="Name of the new version"
        placeholder="v1.2.0"
        autoComplete="off"
        spellCheck={false}
        className={`${fieldClass} font-mono ${asked.step === 'named' ? '' : 'opacity-60'}`}
      />
    </fieldset>
  )
}
