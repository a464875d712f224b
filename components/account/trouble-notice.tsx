import { Notice } from '../ui/notice'
import type { Trouble } from './sign-in-state'

const TITLES = {
  origin: 'That request did not come from a page of this server',
  provider: 'The sign-in did not work',
  denied: 'The sign-in was cancelled',
  stale: 'That took too long, or began in another browser',
  link: 'That link does not work any more',
} satisfies Record<Trouble, string>

const SENTENCES = {
  origin: 'Nothing was changed.',
  provider: 'The provider did not answer as it should. The server’s log has the reason. Try again.',
  denied: 'The provider says that it was refused. Nothing was changed.',
  stale: 'Begin again.',
  link: 'It was used already, or belongs to an earlier start of the server. Only the newest link works.',
} satisfies Record<Trouble, string>

type Props = { readonly trouble: Trouble; readonly ownAddress: string | null }

/** Why somebody is on the sign-in page who tried something else. */
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
              Behind a proxy, signet.yaml has to say under <code className="text-xs">url</code> how
              this server is reached.
            </>
          )}
        </>
      ) : null}
    </Notice>
  )
}
