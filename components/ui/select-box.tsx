import type { ReactNode } from 'react'
import { fieldClass } from './field-class'
import { Icon } from './icon'

/** Classes of a select inside a SelectBox. */
export const selectClass = `${fieldClass} appearance-none pe-7 text-ellipsis`

/** The arrow of the select inside. */
export function SelectBox({ children }: { readonly children: ReactNode }) {
  return (
    <span className="relative grid">
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute inset-y-0 end-2 my-auto size-3.5"
      />
      {children}
    </span>
  )
}
