import type { OwnerView } from '@/lib/views/model'
import { UntrustedName } from '../ui/untrusted-name'
import { hoverText } from '../ui/visible-text'
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
      <span className="owner" data-tip={email && hoverText(email)}>
        <UntrustedName text={name} />
      </span>
      {rest.length > 0 ? (
        <span className="more" data-tip={hoverText(owners.map(describe).join('\n'))}>
          {`+${rest.length}`}
        </span>
      ) : null}
    </>
  )
}

function describe([name, email]: OwnerRow): string {
  return email === undefined ? name : `${name}, ${email}`
}

type Props = { readonly owners: readonly OwnerView[] }

/** Every owner; the addresses, and where the owner comes from, as a tip. */
export function OwnerNames({ owners }: Props) {
  return owners.map((owner, place) => (
    <span key={owner.name} data-tip={hoverText(describeAll(owner))}>
      <UntrustedName text={formatOwnerName(owner.name)} />
      {place < owners.length - 1 ? ',' : null}
    </span>
  ))
}

function describeAll({ name, aliases, source }: OwnerView): string {
  return [name, ...aliases, `from ${SOURCES[source]}`].join('\n')
}

/** Every owner and where the owner comes from; the addresses as a tip. */
export function OwnersLong({ owners }: Props) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {owners.map((owner) => (
        <span key={owner.name} data-tip={hoverText([owner.name, ...owner.aliases].join('\n'))}>
          <UntrustedName text={formatOwnerName(owner.name)} />{' '}
          <span className="text-xs text-text-faint">from {SOURCES[owner.source]}</span>
        </span>
      ))}
    </span>
  )
}
