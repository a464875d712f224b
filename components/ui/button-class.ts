export type ButtonKind = 'primary' | 'outline' | 'quiet'

const BASE =
  'inline-flex h-8 items-center justify-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap transition-colors disabled:opacity-60 [&_.icon]:size-3.5'

const KINDS = {
  primary: 'bg-accent-fill text-accent-on hover:brightness-110',
  outline: 'border border-line-strong bg-surface text-text hover:bg-sunken',
  quiet: 'text-text-soft hover:bg-raised hover:text-text',
} satisfies Record<ButtonKind, string>

/** Classes of a button, or of a link that looks like one. */
export function buttonClass(kind: ButtonKind): string {
  return `${BASE} ${KINDS[kind]}`
}
