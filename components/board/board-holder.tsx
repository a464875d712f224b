import { isProduction } from '@/lib/search/production'
import { SignatureMark } from '../signature/signature-mark'
import { VersionPill } from '../stage/version-pill'
import { TimeAgo } from '../ui/time-ago'
import type { BoardContext, BoardHolderContent } from './board-content'

type Props = {
  readonly holder: BoardHolderContent
  readonly stage: string
  readonly context: BoardContext
}

/** A version in a stage: since when, with which signature, how far behind the latest version and the stage before. Only in
 *  production being behind asks for action, and has a colour. */
export function BoardHolder({ holder, stage, context: { stages, signatures, now } }: Props) {
  const { version, at, behind, behindPrevious } = holder
  const signature = signatures[holder.signature]
  const Behind = isProduction(stage) ? 'b' : 'span'
  return (
    <div>
      <VersionPill version={version} stage={stage} order={stages} />
      {signature ? <SignatureMark signature={signature} /> : null}
      <small>
        <TimeAgo at={at} now={now} form="letters" />
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
