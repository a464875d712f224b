import { formatVersion } from '../model/format-version'
import { buttonClass } from '../ui/button-class'
import { Icon } from '../ui/icon'

type Props = {
  /** `REPO/NAME`. */
  readonly model: string
  readonly metric: string
  /** All that can be chosen, and those that are. */
  readonly versions: readonly string[]
  readonly chosen: readonly string[]
}

/** Chooses which versions stand side by side. Works without scripts. */
export function ChooseVersions({ model, metric, versions, chosen }: Props) {
  return (
    <details>
      <summary className="flex cursor-pointer items-center gap-1.5 text-text-soft hover:text-text [&_.icon]:size-3.5 [[open]>&_.icon]:rotate-90">
        <Icon name="chevron-right" />
        Choose versions
      </summary>
      <form
        action="/compare"
        data-shows=""
        className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2"
      >
        <input type="hidden" name="model" value={model} />
        <input type="hidden" name="metric" value={metric} />
        {versions.map((version) => (
          <label key={version} className="flex min-h-6 items-center gap-1.5 font-mono text-xs">
            <input
              type="checkbox"
              name="versions"
              value={version}
              defaultChecked={chosen.includes(version)}
            />
            {formatVersion(version)}
          </label>
        ))}
        <button type="submit" className={buttonClass('outline')}>
          Compare
        </button>
      </form>
    </details>
  )
}
