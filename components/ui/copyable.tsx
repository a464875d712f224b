import { CopyButton } from './copy-button'
import { UntrustedText } from './untrusted-text'
import { hoverText } from './visible-text'

type Props = {
  readonly text: string
  /** The kind of identifier, as in "Copy tag". */
  readonly label: string
  /** Shown instead of the whole text, which is then the tip. */
  readonly short?: string
}

/** An identifier in monospace with a button that copies it whole. */
export function Copyable({ text, label, short }: Props) {
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <code data-tip={short ? hoverText(text) : undefined} className="min-w-0 truncate text-xs">
        <UntrustedText text={short ?? text} max={300} />
      </code>
      <CopyButton text={text} label={label} />
    </span>
  )
}
