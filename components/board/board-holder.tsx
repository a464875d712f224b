import type { BoardHolderView } from '@/lib/views/board'
import { SignatureMark } from '../signature/signature-mark'
import { isProduction } from '../stage/stage-tone'
import { VersionPill } from '../stage/version-pill'
import { TimeAgo } from '../ui/time-ago'

type Props = {
  readonly holder: BoardHolderView
  readonly stage: string
  readonly order: readonly string[]
  readonly now: number
}

/** A version in a stage: since when, with which signature, how far behind the latest version and the stage before. Only in
 *  production being behind asks for action, and has a colour. */
export function BoardHolder({ holder, stage, order, now }: Props) {
  const { version, assignedAt, signature, behind, behindPrevious } = holder
  const Behind = isProduction(stage) ? 'b' : 'span'
  return (
    <div>
      <VersionPill version={version} stage={stage} order={order} />
      <SignatureMark signature={signature} />
      <small>
        <TimeAgo at={assignedAt} now={now} form="letters" />
        {behind ? <Behind>{`${behind} behind latest`}</Behind> : null}
      </small>
      {behindPrevious ? (
        <small>
          <span>{`${behindPrevious} behind the stage before`}</span>
        </small>
      ) : null}
    </div>
  )
}
