import type { RepoView } from '@/lib/views/repo'
import { buttonClass } from '../ui/button-class'
import { Notice } from '../ui/notice'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly repos: readonly RepoView[]; readonly now: number }

/** Names the repositories that could not be synced, and the age of their data. */
export function StaleNotice({ repos, now }: Props) {
  const failed = repos.filter((repo) => repo.error !== null)
  const [first] = failed
  if (!first) return null
  return (
    <Notice
      tone="danger"
      title={
        failed.length === 1
          ? `${first.slug} could not be synced`
          : `${failed.length} of ${repos.length} repositories could not be synced`
      }
      action={
        <a href="/repos" className={buttonClass('outline')}>
          Repositories
        </a>
      }
    >
      {failed.length === 1 ? (
        <>
          <UntrustedText text={first.error?.message ?? ''} />{' '}
          {first.syncedAt ? (
            <>
              This page shows the data of its last successful sync,{' '}
              <TimeAgo at={first.syncedAt} now={now} />.
            </>
          ) : (
            'It has not been read yet.'
          )}
        </>
      ) : (
        'This page shows the data of their last successful sync. The other repositories are current.'
      )}
    </Notice>
  )
}
