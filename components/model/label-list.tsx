import { UntrustedName } from '../ui/untrusted-name'
import { formatPlain } from '../ui/visible-text'

type Props = { readonly labels: readonly string[] }

type LinkedProps = Props & {
  /** The search for a label. */
  readonly hrefOf: (label: string) => string
}

/** All labels as small tags, each leading to the models that have it. */
export function LabelList({ labels, hrefOf }: LinkedProps) {
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-1">
      {labels.map((label) => (
        <a key={label} href={hrefOf(label)} className="hover:underline">
          <Label label={label} />
        </a>
      ))}
    </span>
  )
}

/** The maximum of characters of labels in a row of the table. */
const ROOM = 15

/** The first label, and a second one if both are short. The tip names the others. */
export function LabelsShort({ labels }: Props) {
  const [first = '', second = ''] = labels
  const shown = first.length + second.length <= ROOM ? 2 : 1
  const rest = labels.slice(shown)
  return (
    <>
      {labels.slice(0, shown).map((label) => (
        <Label key={label} label={label} />
      ))}
      {rest.length > 0 ? (
        <span className="more" data-tip={formatPlain(rest.join(', '))}>
          {`+${rest.length}`}
        </span>
      ) : null}
    </>
  )
}

function Label({ label }: { readonly label: string }) {
  return (
    <span className="chip">
      <UntrustedName text={label} />
    </span>
  )
}
