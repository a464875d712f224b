import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import { Kbd } from '../ui/kbd'
import { OPTIONS_ID } from './search-options'

export const SEARCH_INPUT_ID = 'search'

/** The parameters of the models page that a search keeps. */
const KEPT = ['tab', 'sort', 'columns', 'pageSize', 'at']

/** The values of the search box and the hidden fields, by name. */
export type SearchValues = Readonly<Record<string, string>>

/** The values of the search box for an address; on pages other than the models page only the past instant. */
export function searchValues(url: URL): SearchValues {
  const names = url.pathname === '/' ? ['q', ...KEPT] : ['at']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = url.searchParams.get(name)
      return value ? [[name, value]] : []
    }),
  )
}

/** Searches models from any page: a form that leads to the models page. */
export default function SearchBox({ values }: { readonly values: SearchValues }) {
  return (
    <search className="min-w-0 flex-1 md:max-w-xl">
      <form action="/" className="relative">
        <Icon
          name="search"
          className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-3.5 text-text-faint"
        />
        <input
          id={SEARCH_INPUT_ID}
          name="q"
          type="search"
          autoComplete="off"
          spellCheck={false}
          defaultValue={values.q ?? ''}
          aria-label="Search models"
          placeholder="Search models, or label: owner: is:behind metric.auc:>0.9"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded="false"
          aria-controls={OPTIONS_ID}
          className={`${fieldClass} relative w-full bg-transparent ps-8 pe-8 text-ellipsis [&::-webkit-search-cancel-button]:hidden`}
        />
        <div aria-hidden className="search-marks" />
        <div
          id={OPTIONS_ID}
          role="listbox"
          aria-label="Completions"
          className="search-options"
          hidden
        />
        <span className="pointer-events-none absolute inset-y-0 end-1.5 my-auto hidden h-5 md:block">
          <Kbd>/</Kbd>
        </span>
        {KEPT.map((name) => (
          <input
            key={name}
            type="hidden"
            name={name}
            defaultValue={values[name] ?? ''}
            disabled={!values[name]}
          />
        ))}
      </form>
    </search>
  )
}
