import { UntrustedText } from '../ui/untrusted-text'

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

const SHORT = 2

/** The first two labels on one line, the others counted and named on hover. */
export function LabelsShort({ labels }: Props) {
  const rest = labels.slice(SHORT)
  return (
    <span className="flex max-w-40 items-center gap-1 max-md:max-w-full">
      {labels.slice(0, SHORT).map((label) => (
        <Label key={label} label={label} />
      ))}
      {rest.length > 0 ? (
        <span title={rest.join(', ')} className="text-xs text-text-faint">
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
      <UntrustedText text={label} />
    </span>
  )
}
