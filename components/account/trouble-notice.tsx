import { Notice } from '../ui/notice'
import type { Trouble } from './sign-in-state'

const TITLES = {
  origin: 'The request did not come from a page of this server',
  provider: 'The sign-in did not work',
  denied: 'The sign-in was cancelled',
  stale: 'The sign-in took too long, or it began in another browser',
  link: 'This link no longer works',
} satisfies Record<Trouble, string>

const SENTENCES = {
  origin: 'Nothing was changed.',
  provider: 'The provider sent an unexpected answer. The server’s log has the reason. Try again.',
  denied: 'The provider refused the sign-in. Nothing was changed.',
  stale: 'Sign in again.',
  link: 'It has already been used, or it belongs to an earlier start of the server. Only the newest link works.',
} satisfies Record<Trouble, string>

type Props = { readonly trouble: Trouble; readonly ownAddress: string | null }

/** Why a sign-in or another request led to the sign-in page. */
export function TroubleNotice({ trouble, ownAddress }: Props) {
  return (
    <Notice tone="warning" title={TITLES[trouble]}>
      {SENTENCES[trouble]}
      {trouble === 'origin' ? (
        <>
          {' '}
          {ownAddress ? (
            <>
              This server is at <code className="text-xs break-all">{ownAddress}</code>; open it
              there.
            </>
          ) : (
            <>
              Behind a proxy, set <code className="text-xs">url</code> in signet.yaml to the address
              of this server.
            </>
          )}
        </>
      ) : null}
    </Notice>
  )
}
