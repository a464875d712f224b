import { formatVersion } from '../model/format-version'
import { holdersIn } from '../stage/holders-in'
import { StageDot } from '../stage/stage-dot'
import { UntrustedText } from '../ui/untrusted-text'
import type { Asked } from './asked'
import type { Choices } from './command-answer'
import type { AskedChange } from './command-fields'
import { stageChoices } from './complete-asked'
import { FIELD } from './field'

type Props = {
  readonly asked: Asked
  readonly choices: Choices
  readonly onChange: AskedChange
}

/** The stages to choose from, with what is in each now. */
export function StagePicker({ asked, choices, onChange }: Props) {
  const offered = stageChoices(asked, choices)
  const [model, ...others] = choices.models
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs text-text-soft">Stage</legend>
      {offered.length === 0 ? (
        <p className="text-text-soft">
          {asked.kind === 'assign'
            ? 'No stages are known: signet.yaml names them under stages.order.'
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
            checked={asked.stage === stage}
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
