import type { OwnerView } from '@/lib/views/model'
import { UntrustedName } from '../ui/untrusted-name'
import { formatPlain } from '../ui/visible-text'
import type { OwnerRow } from './model-rows'
import { formatOwnerName } from './owner-name'

/** The origin of owners, as text after "from". */
const SOURCES = {
  annotation: 'the annotation',
  codeowners: 'CODEOWNERS',
  tagger: 'the first registration',
} satisfies Record<OwnerView['source'], string>

/** The first owner, with the address as a tip, and how many more; all of them as a tip. */
export function OwnersShort({ owners }: { readonly owners: readonly OwnerRow[] }) {
  const [first, ...rest] = owners
  if (!first) return null
  const [name, email] = first
  return (
    <>
      <span className="owner" data-tip={email && formatPlain(email)}>
        <UntrustedName text={name} />
      </span>
      {rest.length > 0 ? (
        <span className="more" data-tip={formatPlain(owners.map(describe).join('\n'))}>
          {`+${rest.length}`}
        </span>
      ) : null}
    </>
  )
}

function describe([name, email]: OwnerRow): string {
  return email === undefined ? name : `${name}, ${email}`
}

type Props = {
  readonly owners: readonly OwnerView[]
  /** The search for an owner. */
  readonly hrefOf: (name: string) => string
}

/** Every owner, leading to what the owner has; the addresses, and where the owner comes from, as a tip. */
export function OwnerNames({ owners, hrefOf }: Props) {
  return owners.map((owner, place) => (
    <span key={owner.name}>
      <a
        href={hrefOf(owner.name)}
        data-tip={formatPlain(describeAll(owner))}
        className="hover:text-text hover:underline"
      >
        <UntrustedName text={formatOwnerName(owner.name)} />
      </a>
      {place < owners.length - 1 ? ',' : null}
    </span>
  ))
}

function describeAll({ name, aliases, source }: OwnerView): string {
  return [name, ...aliases, `from ${SOURCES[source]}`].join('\n')
}
