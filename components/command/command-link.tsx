import type { ReactNode } from 'react'
import { type CommandForm, commandForm, commandHref } from './command-form'

type Props = {
  readonly form: CommandForm
  readonly className?: string
  readonly label?: string
  readonly children?: ReactNode
}

/** Leads to a command's page. CommandDialogs opens a dialog over the present page instead. */
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

/** Promotes from where a version or a stage stands: a link whose look is that of its place (see stage.css). In a table it
 *  is seen when its cell is pointed at or it has the focus. */
export function PromoteLink({ model, version, stage }: PromoteLinkProps) {
  return (
    <CommandLink
      form={commandForm('assign', model, { version, stage })}
      label={`Promote ${version ?? model.name}${stage === undefined ? '' : ` to ${stage}`}`}
    />
  )
}
