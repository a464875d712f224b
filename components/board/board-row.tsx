import type {
  BoardHolderView,
  BoardItemView,
  RollBackView,
  WaitingRequestView,
} from '@/lib/views/board'
import { PromoteLink } from '../command/command-link'
import { StageMenu } from '../command/stage-menu'
import { modelHref } from '../model/model-href'
import { holdersIn } from '../stage/holders-in'
import { WaitingLinks } from '../stage/waiting-links'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { BoardHolder } from './board-holder'

export type BoardHrefs = {
  /** The page with the model's row open. */
  readonly open: (item: Pick<BoardItemView, 'repo' | 'name'>) => string
  /** The page with no row open. */
  readonly closed: string
  /** The board of one repository. */
  readonly repo: (repo: string) => string
}

type Context = {
  readonly stages: readonly string[]
  readonly shown: readonly string[]
  readonly now: number
  readonly hrefs: BoardHrefs
  readonly mayPromote: 'yes' | 'no'
  /** What the stages of models would be rolled back to. */
  readonly rollBacks: readonly RollBackView[]
}

type Props = {
  readonly item: BoardItemView
  readonly open: 'yes' | 'no'
  readonly context: Context
}

/** A model: its latest version and the versions in its stages. */
export function BoardRow({ item, open, context }: Props) {
  const { latest } = item
  const { now, hrefs } = context
  return (
    <tr>
      <td className="board-model">
        <span>
          <a
            href={open === 'yes' ? hrefs.closed : hrefs.open(item)}
            aria-expanded={open === 'yes'}
            aria-label={`What promoting ${item.name} would change`}
            className="icon-button"
          >
            <Icon name="chevron-right" />
          </a>
          <span>
            <a href={modelHref(item)} data-row-link="">
              <UntrustedText text={item.name} />
            </a>
            <a href={hrefs.repo(item.repo)}>{item.repo}</a>
          </span>
        </span>
      </td>
      <td data-label="Latest" className="cell-latest">
        {latest ? (
          <>
            <code>{latest.version}</code>
            <small>
              <TimeAgo at={latest.registeredAt} now={now} form="letters" />
            </small>
          </>
        ) : (
          <Nothing />
        )}
      </td>
      {context.shown.map((stage) => (
        <StageSlot key={stage} stage={stage} item={item} context={context} />
      ))}
    </tr>
  )
}

type SlotProps = Pick<Props, 'item' | 'context'> & { readonly stage: string }

const MAX_HOLDERS = 3

function StageSlot({ stage, item, context }: SlotProps) {
  const { stages, now, mayPromote } = context
  const holders = holdersIn(item.stages, stage)
  const waiting = item.waiting.filter((one) => one.stage === stage)
  return (
    <td data-label={stage} className="slot">
      {holders.slice(0, MAX_HOLDERS).map((holder) => (
        <BoardHolder
          key={`${holder.version} ${holder.tag}`}
          holder={holder}
          stage={stage}
          order={stages}
          now={now}
        />
      ))}
      <More holders={holders} cut={item.cut} waiting={waiting} />
      <WaitingLinks waiting={waiting} />
      {mayPromote === 'yes' ? <SlotCommands stage={stage} item={item} context={context} /> : null}
    </td>
  )
}

/** The menu of a stage; Promote alone where it is empty. */
function SlotCommands({ stage, item, context: { rollBacks } }: SlotProps) {
  const [holder] = holdersIn(item.stages, stage)
  const { repo, name } = item
  if (holder === undefined) return item.latest && <PromoteLink model={item} stage={stage} />
  const target = rollBacks.find(
    (one) => one.stage === stage && one.artifact === name && one.repo === repo,
  )
  return (
    <StageMenu
      model={{ repo, name }}
      stage={stage}
      version={holder.version}
      rollBackTo={target?.version ?? null}
      under="button"
    />
  )
}

type MoreProps = {
  readonly holders: readonly BoardHolderView[]
  readonly cut: true | undefined
  readonly waiting: readonly WaitingRequestView[]
}

function More({ holders, cut, waiting }: MoreProps) {
  if (cut) return <small>too many to list</small>
  if (holders.length > MAX_HOLDERS) return <small>{`+${holders.length - MAX_HOLDERS}`}</small>
  return holders.length === 0 && waiting.length === 0 ? <Nothing /> : null
}

function Nothing() {
  return (
    <>
      <span aria-hidden className="nothing">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  )
}
