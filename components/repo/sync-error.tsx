import type { RepoView } from '@/lib/views/repo'
import { Notice } from '../ui/notice'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { retryWords } from './retry-words'
import { syncAdvice } from './sync-advice'

type Props = { readonly repo: RepoView; readonly now: number }

/** Why the last sync failed, what is still right, and what to do. */
export function SyncError({ repo, now }: Props) {
  const { error, syncedAt, retryAt } = repo
  if (!error) return null
  const advice = syncAdvice(error.code)
  return (
    <Notice
      tone="danger"
      title={
        <>
          The last sync failed <TimeAgo at={error.at} now={now} />
        </>
      }
    >
      <p>
        <UntrustedText text={error.message} /> {advice}
      </p>
      <p className="mt-1 text-text-soft">
        {syncedAt ? (
          <>
            Everything shown is as of the last good sync, <TimeAgo at={syncedAt} now={now} />.
          </>
        ) : (
          'Nothing of this repository has been read yet.'
        )}
        {retryAt ? (
          <>
            {' '}
            Next attempt <RetryTime at={retryAt} now={now} />.
          </>
        ) : null}
      </p>
    </Notice>
  )
}

function RetryTime({ at, now }: { readonly at: string; readonly now: number }) {
  return retryWords(at, now) ?? <TimeAgo at={at} now={now} />
}
