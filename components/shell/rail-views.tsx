import { Icon } from '../ui/icon'
import { formatPlain } from '../ui/visible-text'
import { searchKey } from './search-key'

export type RailViewList = {
  readonly items: readonly { readonly name: string; readonly href: string }[]
  /** How many there are. */
  readonly total: number
}

type Props = {
  readonly views: RailViewList
  /** The query of the first page's address; null where it is not the models page. Later, page-script.tsx marks the links. */
  readonly search: string | null
}

/** Saved views below the models: by name where there is room for names, else one link to all of them. */
export function RailViews({ views: { items, total }, search }: Props) {
  if (items.length === 0) return null
  const current = search === null ? null : searchKey(search)
  const rest = total - items.length
  return (
    <>
      <ul aria-label="Saved views" className="mt-0.5 flex flex-col gap-0.5 md:max-xl:hidden">
        {items.map(({ name, href }) => (
          <li key={`${name} ${href}`}>
            <a
              href={href}
              data-view
              data-tip={formatPlain(name)}
              aria-current={searchKey(href.slice(1)) === current ? 'true' : undefined}
              className="shell-link shell-view"
            >
              <bdi className="truncate">{name}</bdi>
            </a>
          </li>
        ))}
        <li>
          <a href="/views" data-under="/views" className="shell-link shell-view text-text-faint">
            {rest > 0 ? `${rest} more` : 'All views'}
          </a>
        </li>
      </ul>
      <a
        href="/views"
        data-under="/views"
        data-tip="Saved views"
        className="shell-link mt-0.5 hidden md:max-xl:flex"
      >
        <Icon name="bookmark" label="Saved views" />
      </a>
    </>
  )
}
