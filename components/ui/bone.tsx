type Props = { readonly className: string }

/** A grey shape where text will be. `className` gives its size. */
export function Bone({ className }: Props) {
  return <span aria-hidden className={`bone ${className}`} />
}
