import type { IconName } from './icon-names'

type Props = {
  readonly name: IconName
  readonly className?: string
  /** The label of an icon without text beside it. */
  readonly label?: string
}

/** An icon of public/icons.svg in the colour of the text. */
export function Icon({ name, className, label }: Props) {
  const look = className ? `icon ${className}` : 'icon'
  const shape = <use href={`/icons.svg#${name}`} />
  // Two elements: properties that are undefined would be sent to the browser.
  if (label === undefined) {
    return (
      <svg className={look} aria-hidden>
        {shape}
      </svg>
    )
  }
  return (
    <svg className={look} role="img" aria-label={label}>
      {shape}
    </svg>
  )
}
