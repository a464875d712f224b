import { UntrustedName } from '../ui/untrusted-name'
import { hoverText } from '../ui/visible-text'

type Props = { readonly labels: readonly string[] }

/** All labels as small tags. */
export function LabelList({ labels }: Props) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1">
      {labels.map((label) => (
        <Label key={label} label={label} />
      ))}
    </span>
  )
}

/** As many characters of labels stand in a row of the table. */
const ROOM = 15

/** The first label, and a second one where both are short; the others counted and named on hover. */
export function LabelsShort({ labels }: Props) {
  const [first = '', second = ''] = labels
  const shown = first.length + second.length <= ROOM ? 2 : 1
  const rest = labels.slice(shown)
  return (
    <span className="flex max-w-40 items-center gap-1 max-md:max-w-full">
      {labels.slice(0, shown).map((label) => (
        <Label key={label} label={label} />
      ))}
      {rest.length > 0 ? (
        <span title={hoverText(rest.join(', '))} className="text-xs text-text-faint">
          +{rest.length}
        </span>
      ) : null}
    </span>
  )
}

function Label({ label }: { readonly label: string }) {
  return (
    <span
      title={label}
      className="max-w-40 truncate rounded-sm border border-line-strong px-1.5 text-xs leading-4.5 text-text-soft"
    >
      <UntrustedName text={label} />
    </span>
  )
}
