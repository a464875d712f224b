import type { ReactNode } from 'react'
import type { LineageSwitches } from '@/lib/lineage/open-graph'
import { SelectBox, selectClass } from '../ui/select-box'

type Props = {
  /** The model's page. */
  readonly action: string
  readonly versions: readonly { readonly version: string; readonly stages: readonly string[] }[]
  readonly current: string
  /** They stay as they are. */
  readonly switches: LineageSwitches
  /** Stands beside it. */
  readonly children: ReactNode
}

/** Chooses the version whose lineage is shown. Works without scripts. */
export function VersionPicker({ action, versions, current, switches, children }: Props) {
  const isListed = versions.some(({ version }) => version === current)
  return (
    <form action={action} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="tab" value="lineage" />
      {switches.groups === 'open' ? <input type="hidden" name="groups" value="open" /> : null}
      {switches.outputs === 'nodes' ? <input type="hidden" name="outputs" value="nodes" /> : null}
      {switches.stages === 'all' ? <input type="hidden" name="stages" value="all" /> : null}
      <label htmlFor="lineage-version" className="text-text-soft">
        Version
      </label>
      <SelectBox>
        <select
          key={current}
          id="lineage-version"
          name="version"
          defaultValue={current}
          className={`${selectClass} w-52 sm:w-64`}
        >
          {isListed ? null : <option value={current}>{shorten(current)}</option>}
          {versions.map(({ version, stages }) => (
            <option key={version} value={version}>
              {[shorten(version), ...stages].join(' · ')}
            </option>
          ))}
        </select>
      </SelectBox>
      <button type="submit" className="button button-outline">
        Show
      </button>
      {children}
    </form>
  )
}

function shorten(version: string): string {
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version
}
