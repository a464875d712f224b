import { Icon } from '../ui/icon'
import { Logo } from './logo'
import { RailLinks } from './rail-links'
import type { RailViewList } from './rail-views'

export const RAIL_ID = 'rail'

export type RailProps = {
  readonly path: string
  readonly search: string | null
  readonly views: RailViewList
  readonly waiting: number
}

/** The navigation: at the left on wide screens, a sheet on phones. */
export default function Rail(props: RailProps) {
  return (
    <nav id={RAIL_ID} popover="auto" aria-label="Pages" className="shell-rail">
      <div className="mb-4 flex h-7 items-center">
        <a href="/" className="flex items-center gap-2 rounded-md px-2 font-semibold">
          <Logo />
          <span className="md:max-xl:sr-only">Signet</span>
        </a>
        <button
          type="button"
          popoverTarget={RAIL_ID}
          popoverTargetAction="hide"
          aria-label="Close"
          className="icon-button ms-auto md:hidden"
        >
          <Icon name="x" />
        </button>
      </div>
      <RailLinks {...props} />
    </nav>
  )
}
