import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly unknown: readonly string[]; readonly known: readonly string[] }

/** Names the qualifiers of a search that do not exist, and those that do. */
export function UnknownQualifiers({ unknown, known }: Props) {
  if (unknown.length === 0) return null
  return (
    <Notice
      tone="warning"
      title={
        <>
          There is no filter{' '}
          {unknown.map((name, place) => (
            <span key={name}>
              {place > 0 ? ', ' : ''}
              <code className="text-xs">
                <UntrustedText text={`${name}:`} />
              </code>
            </span>
          ))}
        </>
      }
    >
      These exist:{' '}
      {known.map((name, place) => (
        <span key={name}>
          {place > 0 ? ', ' : ''}
          <code className="text-xs">{name}:</code>
        </span>
      ))}
    </Notice>
  )
}
