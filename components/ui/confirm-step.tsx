import type { ReactNode } from 'react'
import { buttonClass } from './button-class'

type Props = {
  /** What the button does: `Revoke`. */
  readonly label: string
  /** What it is done to, for screen readers. */
  readonly name: string
  /** What follows from it, in a sentence. */
  readonly consequence: string
  /** The form that does it. */
  readonly children: ReactNode
}

/** A button that first says what follows, and then offers to go on. It works without scripts. */
export function ConfirmStep({ label, name, consequence, children }: Props) {
  return (
    <details>
      <summary className={buttonClass('danger')}>
        {label}
        <span className="sr-only"> {name}</span>
      </summary>
      <div className="mt-2 flex max-w-56 flex-col gap-2 whitespace-normal">
        <p>{consequence}</p>
        {children}
      </div>
    </details>
  )
}
