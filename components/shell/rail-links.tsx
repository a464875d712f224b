import { Icon } from '../ui/icon'
import { PAGES } from './pages'
import { type RailViewList, RailViews } from './rail-views'

type Props = {
  /** The path of the first page. Later, page-script.tsx marks the links. */
  readonly path: string
  /** The query of its address where it is the models page; else null. */
  readonly search: string | null
  readonly views: RailViewList
  /** The number of requests that wait for the viewer. */
  readonly waiting: number
}

/** The pages, the current one marked. */
export function RailLinks({ path, search, views, waiting }: Props) {
  return (
    <ul className="flex flex-col gap-0.5">
      {PAGES.map(({ href, label, icon, under }) => (
        <li key={href}>
          <a
            href={href}
            data-tip={label}
            data-under={under}
            aria-current={isUnder(path, href, under) ? 'page' : undefined}
            className="shell-link"
          >
            <Icon name={icon} />
            <span className="md:max-xl:sr-only">{label}</span>
            {href === '/requests' && waiting > 0 ? <Waiting count={waiting} /> : null}
          </a>
          {href === '/' ? <RailViews views={views} search={search} /> : null}
        </li>
      ))}
    </ul>
  )
}

/** Whether a path is that of a page or of one below it. */
function isUnder(path: string, href: string, under: string): boolean {
  return path === href || path === under || path.startsWith(`${under}/`)
}

function Waiting({ count }: { readonly count: number }) {
  return (
    <span className="ms-auto rounded-full bg-accent-fill px-1.5 text-2xs font-medium text-accent-on md:max-xl:absolute md:max-xl:-end-0.5 md:max-xl:-top-0.5">
      {count}
      <span className="sr-only"> waiting for you</span>
    </span>
  )
}
