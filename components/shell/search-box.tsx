'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import { Kbd } from '../ui/kbd'

export const SEARCH_INPUT_ID = 'search'

/** What a search keeps of the address of the models page. */
const KEPT = ['sort', 'columns', 'pageSize']

/** Searches models from any page: a form that leads to the models page. */
export function SearchBox() {
  const params = useSearchParams()
  const onModels = usePathname() === '/'
  const query = onModels ? (params.get('q') ?? '') : ''
  const input = useRef<HTMLInputElement>(null)
  const shown = useRef(query)

  useEffect(() => {
    if (input.current && shown.current !== query) input.current.value = query
    shown.current = query
  }, [query])

  return (
    <search className="min-w-0 flex-1 md:max-w-xl">
      <form action="/" className="relative">
        <Icon
          name="search"
          className="pointer-events-none absolute inset-y-0 start-2.5 my-auto size-3.5 text-text-faint"
        />
        <input
          ref={input}
          id={SEARCH_INPUT_ID}
          name="q"
          type="search"
          autoComplete="off"
          spellCheck={false}
          defaultValue={query}
          aria-label="Search models"
          placeholder="Search models, or label: owner: stage: repo: type:"
          className={`${fieldClass} w-full ps-8 pe-8 text-ellipsis [&::-webkit-search-cancel-button]:hidden`}
        />
        <span className="pointer-events-none absolute inset-y-0 end-1.5 my-auto hidden h-5 md:block">
          <Kbd>/</Kbd>
        </span>
        {onModels
          ? KEPT.map((name) => {
              const value = params.get(name)
              return value ? <input key={name} type="hidden" name={name} value={value} /> : null
            })
          : null}
      </form>
    </search>
  )
}
