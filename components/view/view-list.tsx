import type { SavedView } from '@/lib/views/saved-view'
import { Badge } from '../ui/badge'
import { Panel } from '../ui/panel'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { EditView, type ViewActions } from './edit-view'

type ViewEntry = SavedView & {
  /** The address of the models page that it stands for. */
  readonly href: string
  readonly mayEdit: boolean
}

type Props = {
  readonly title: string
  readonly views: readonly ViewEntry[]
  readonly now: number
  readonly actions: ViewActions
}

/** Saved views with what they search for; those that the reader may change can be opened. */
export function ViewList({ title, views, now, actions }: Props) {
  return (
    <Panel title={title} aside={views.length}>
      <ul className="divide-y divide-line">
        {views.map((view) => (
          <li key={view.id} className="flex flex-col gap-1 px-4 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <a href={view.href} className="min-w-0 font-medium break-words hover:underline">
                <UntrustedText text={view.name} />
              </a>
              {view.own && view.shared ? <Badge tone="neutral">shared</Badge> : null}
              <span className="text-xs text-text-faint">
                {view.own ? null : (
                  <>
                    by <UntrustedText text={view.owner} />,{' '}
                  </>
                )}
                <TimeAgo at={view.createdAt} now={now} />
              </span>
            </div>
            <code className="text-xs break-words text-text-soft">
              {view.query === '' ? 'All models' : <UntrustedText text={view.query} />}
            </code>
            {view.mayEdit ? <EditView view={view} actions={actions} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
