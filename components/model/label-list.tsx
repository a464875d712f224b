import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly labels: readonly string[]; readonly limit?: number }

/** Labels as small tags; those beyond `limit` are counted, and named on hover. */
export function LabelList({ labels, limit = labels.length }: Props) {
  const rest = labels.slice(limit)
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1">
      {labels.slice(0, limit).map((label) => (
        <span
          key={label}
          title={label}
          className="max-w-40 truncate rounded-sm border border-line-strong px-1.5 text-xs leading-[1.125rem] text-text-soft"
        >
          <UntrustedText text={label} />
        </span>
      ))}
      {rest.length > 0 ? (
        <span title={rest.join(', ')} className="text-xs text-text-faint">
          +{rest.length}
        </span>
      ) : null}
    </span>
  )
}
