import type { ReactNode } from 'react'
import { type CommandForm, commandForm, commandHref } from './command-form'

type Props = {
  readonly form: CommandForm
  readonly className?: string
  readonly label?: string
  readonly children?: ReactNode
}

/** A link to a command's page. CommandDialogs opens a dialog over the current page instead. */
export function CommandLink({ form, className, label, children }: Props) {
  return (
    <a href={commandHref(form)} aria-label={label} className={className}>
      {children}
    </a>
  )
}

type PromoteLinkProps = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly version?: string
  readonly stage?: string
}

/** A link beside a version or a stage that promotes it; stage.css gives its look. In a table it is visible while its
 *  cell is hovered or it has the focus. */
export function PromoteLink({ model, version, stage }: PromoteLinkProps) {
  return (
    <CommandLink
      form={commandForm('assign', model, { version, stage })}
      label={`Promote ${version ?? model.name}${stage === undefined ? '' : ` to ${stage}`}`}
    />
  )
}
