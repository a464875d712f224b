import type { RepoView } from '@/lib/views/repo'
import { Notice } from '../ui/notice'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly repo: RepoView; readonly now: number }

/** Why the last sync failed, which data is shown, and what to do. */
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
            The pages show the data of the last successful sync, <TimeAgo at={syncedAt} now={now} />
            .
          </>
        ) : (
          'This repository has not been read yet.'
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

const ADVICE: Readonly<Record<string, string>> = {
  'url-refused': 'Correct the address in the configuration and start again.',
  'auth-failed': 'Check the credentials of this repository in the configuration.',
  'host-key': 'Compare the server’s host key with your administrator before you accept a new one.',
  unreachable: 'Check that the server is up and can be reached from here.',
  'not-found': 'Check the address, and that the credentials may read the repository.',
  timeout:
    'The next attempt may succeed. If it does not, check the network connection to the server.',
  'disk-full': 'Free disk space for the data directory.',
  unwritable: 'Make the data directory writable for the user that runs Signet.',
  corrupt: 'The local copy was set aside; the next sync clones the repository again.',
  'ref-conflict': 'The next sync tries another way.',
  'too-large': 'Make the repository smaller. Signet’s limits are fixed.',
  killed: 'The next sync starts over.',
  'output-limit': 'Make the repository smaller. Signet’s limits are fixed.',
  'reading-limit':
    'Signet reads the repository again when its refs change, or when an admin starts a sync.',
  'tags-vanished':
    'This looks like a mistake, a broken answer or an attack, so nothing was changed. If it was intended, an admin can sync again manually.',
  'trust-unreadable':
    'Without it, Signet cannot check any signature. Check the file and its permissions.',
  'git-failed': 'The server’s log has the details.',
}

/** What to do about a failed sync, by its code; null for an unknown code. */
function syncAdvice(code: string): string | null {
  return Object.hasOwn(ADVICE, code) ? (ADVICE[code] ?? null) : null
}

const MINUTE_MS = 60_000

/** When the next attempt starts, if that is less than a minute away; else null. Takes an ISO instant and milliseconds. */
export function retryWords(at: string, now: number): 'now' | 'within a minute' | null {
  const ahead = Date.parse(at) - now
  if (ahead <= 0) return 'now'
  return ahead < MINUTE_MS ? 'within a minute' : null
}
