import type { ForgeLink as Link } from '@/lib/forge/build-links'
import { CopyButton } from './copy-button'
import { ForgeLink } from './forge-link'
import { UntrustedText } from './untrusted-text'
import { formatPlain } from './visible-text'

type Props = {
  readonly text: string
  /** The kind of identifier, as in "Copy tag". */
  readonly label: string
  /** Shown instead of the whole text, which is then the tip. */
  readonly short?: string
  /** Where the forge shows it, if that is known. */
  readonly link?: Link | null
}

/** An identifier in monospace with a button that copies it whole. */
export function Copyable({ text, label, short, link }: Props) {
  const tip = short ? formatPlain(text) : undefined
  const shown = <UntrustedText text={short ?? text} max={300} />
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      {link ? (
        <ForgeLink link={link} name={formatName(label, short ?? text)} tip={tip}>
          <code className="text-xs">{shown}</code>
        </ForgeLink>
      ) : (
        <code data-tip={tip} className="min-w-0 truncate text-xs">
          {shown}
        </code>
      )}
      <CopyButton text={text} label={label} />
    </span>
  )
}

/** `Commit 3f2a1b0`. */
function formatName(label: string, text: string): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${text.slice(0, 300)}`
}
