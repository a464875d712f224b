import type { PeriodView } from '@/lib/views/model'
import { StageName } from '../stage/stage-name'
import { Panel } from '../ui/panel'
import { TimeAgo } from '../ui/time-ago'

type Props = {
  /** Newest first. */
  readonly periods: readonly PeriodView[]
  /** All stages, for their colours. */
  readonly stages: readonly string[]
  readonly now: number
}

/** The stages that a version holds, and those that it held before. */
export function StagePeriods({ periods, stages, now }: Props) {
  const held = periods.filter(({ until }) => until === null)
  const before = periods.filter(({ until }) => until !== null)
  return (
    <Panel title="Stages">
      {periods.length === 0 ? (
        <p className="px-4 py-3 text-text-soft">No stage has held this version.</p>
      ) : (
        <ul className="flex flex-col gap-2 px-4 py-3">
          {[...held, ...before].map(({ stage, since, until }) => (
            <li key={`${stage} ${since}`} className="flex flex-wrap items-center gap-x-3">
              <span className="min-w-24">
                <StageName stage={stage} order={stages} />
              </span>
              {until === null ? (
                <span>
                  since <Day at={since} />{' '}
                  <span className="text-text-faint">
                    (<TimeAgo at={since} now={now} form="letters" />)
                  </span>
                </span>
              ) : (
                <span className="text-text-soft">
                  <Day at={since} /> to <Day at={until} />
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** The day of an instant in UTC. */
function Day({ at }: { readonly at: string }) {
  return <time dateTime={at}>{at.slice(0, 10)}</time>
}
