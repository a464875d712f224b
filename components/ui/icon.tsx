import type { IconName } from './icon-names'

type Props = {
  readonly name: IconName
  readonly className?: string
  /** What it says by itself; without it, the text beside it says everything. */
  readonly label?: string
}

/** An icon of public/icons.svg in the colour of the text. */
export function Icon({ name, className, label }: Props) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined || undefined}
    >
      <use href={`/icons.svg#${name}`} />
    </svg>
  )
}
