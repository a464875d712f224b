type ButtonKind = 'primary' | 'outline' | 'quiet' | 'danger'

/** Classes of a button, or of a link that looks like one. */
export function buttonClass(kind: ButtonKind): string {
  return `button button-${kind}`
}
