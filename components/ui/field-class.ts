/** Classes of a text input or a select. */
export const fieldClass =
  'h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-text placeholder:text-text-faint'
