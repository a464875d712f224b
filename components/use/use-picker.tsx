import { buttonClass } from '../ui/button-class'
import { SelectBox, selectClass } from '../ui/select-box'

type Props = {
  /** The model's page. */
  readonly action: string
  readonly stages: readonly { readonly stage: string; readonly version: string }[]
  readonly versions: readonly { readonly version: string; readonly label: string }[]
  /** The name of the chosen stage or version. */
  readonly current: string
}

/** Chooses the stage or the version that is used. Works without scripts. */
export function UsePicker({ action, stages, versions, current }: Props) {
  return (
    <form action={action} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="tab" value="use" />
      <label htmlFor="use-of" className="text-text-soft">
        Stage or version
      </label>
      <SelectBox>
        <select
          key={current}
          id="use-of"
          name="of"
          defaultValue={current}
          className={`${selectClass} w-52 sm:w-64`}
        >
          {stages.length === 0 ? null : (
            <optgroup label="What a stage holds">
              {stages.map(({ stage, version }) => (
                <option key={stage} value={stage}>
                  {stage} · now {version}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label="One version">
            {versions.map(({ version, label }) => (
              <option key={version} value={version}>
                {label}
              </option>
            ))}
          </optgroup>
        </select>
      </SelectBox>
      <button type="submit" className={buttonClass('outline')}>
        Show
      </button>
    </form>
  )
}
