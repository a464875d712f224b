import { Icon } from './icon'
import { formatPlain } from './visible-text'

type Props = { readonly text: string; readonly label: string }

/** Copies `text` (see copy.ts). `label` names what is copied: "tag", "commit". */
export function CopyButton({ text, label }: Props) {
  return (
    <button
      type="button"
      data-copy={text}
      data-tip={`Copy ${label}`}
      aria-label={formatPlain(`Copy ${label} ${text.slice(0, 300)}`)}
      className="copy-button"
    >
      <Icon name="copy" />
    </button>
  )
}
