import type { WaitingRequestView } from '@/lib/views/board'
import { formatVersion } from '../model/format-version'
import { Icon } from '../ui/icon'

/** What waits for approval: a link to each request. */
export function WaitingLinks({ waiting }: { readonly waiting: readonly WaitingRequestView[] }) {
  if (waiting.length === 0) return null
  return (
    <ul className="waiting">
      {waiting.map((request) => (
        <li key={request.id}>
          <a href={`/commands/${request.id}`}>
            <Icon name="clock" />
            {describe(request)}
          </a>
        </li>
      ))}
    </ul>
  )
}

function describe({ kind, version }: WaitingRequestView): string {
  const what = version === null ? null : formatVersion(version)
  if (kind === 'roll-back') return 'roll back waits'
  if (kind === 'unassign') return what === null ? 'removal waits' : `removal of ${what} waits`
  return what === null ? 'a version waits' : `${what} waits`
}
