import type { OwnerView } from '@/lib/views/model'
import { UntrustedName } from '../ui/untrusted-name'
import { hoverText } from '../ui/visible-text'
import type { OwnerRow } from './model-rows'

/** The origin of owners, as text after "from". */
const SOURCES = {
  annotation: 'the annotation',
  codeowners: 'CODEOWNERS',
  tagger: 'the first registration',
} satisfies Record<OwnerView['source'], string>

/** The first owner and how many more; all of them with their source as a tip. */
export function OwnersShort({ owners }: { readonly owners: readonly OwnerRow[] }) {
  const [first, ...rest] = owners
  if (!first) return null
  return (
    <>
      <span className="owner">
        <UntrustedName text={first[0]} />
      </span>
      {rest.length > 0 ? (
        <span className="more" data-tip={hoverText(describe(owners))}>
          {`+${rest.length}`}
        </span>
      ) : null}
    </>
  )
}

function describe(owners: readonly OwnerRow[]): string {
  return owners.map(([name, source]) => `${name}, from ${SOURCES[source]}`).join('\n')
}

/** Every owner with where it comes from. */
export function OwnersLong({ owners }: { readonly owners: readonly OwnerView[] }) {
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-0.5">
      {owners.map((owner) => (
        <span key={`${owner.source} ${owner.name}`}>
          <UntrustedName text={owner.name} />{' '}
          <span className="text-xs text-text-faint">from {SOURCES[owner.source]}</span>
        </span>
      ))}
    </span>
  )
}
