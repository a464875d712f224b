import { Icon } from '../ui/icon'
import { Logo } from './logo'
import { RailLinks } from './rail-links'

export const RAIL_ID = 'rail'

/** The way between pages: at the left on wide screens, a sheet on phones. */
export function Rail({ waiting }: { readonly waiting: number }) {
  return (
    <nav id={RAIL_ID} popover="auto" aria-label="Pages" className="shell-rail">
      <div className="mb-4 flex h-7 items-center">
        <a
          href="/"
          className="flex items-center gap-2 rounded-md px-2 font-semibold"
          title="Signet"
        >
          <Logo />
          <span className="md:max-xl:sr-only">Signet</span>
        </a>
        <button
          type="button"
          popoverTarget={RAIL_ID}
          popoverTargetAction="hide"
          aria-label="Close"
          className="ms-auto grid size-8 place-items-center rounded-md text-text-soft hover:bg-raised md:hidden"
        >
          <Icon name="x" />
        </button>
      </div>
      <RailLinks railId={RAIL_ID} waiting={waiting} />
    </nav>
  )
}
