import type {
  BoardContent,
  BoardRowContent,
  BoardSlotContent,
} from '@/components/board/board-content'
import { numberSignatures } from '@/components/signature/number-signatures'
import type { Actor } from '@/lib/auth/actor'
import { decidePermission } from '@/lib/auth/permissions'
import { formatKey } from '@/lib/index/read/board-order'
import type { BoardItemView, BoardPage, RollBackView, TransitionView } from '@/lib/views/board'
import type { SignatureView } from '@/lib/views/signature'
import { type BoardSearch, boardHref } from './board-search'

type Read = {
  readonly board: BoardPage
  readonly rollBacks: readonly RollBackView[]
  /** Of the row that is open. */
  readonly transitions: readonly TransitionView[]
}

/** Of each stage; a model's own page has all of them. */
const MAX_HOLDERS = 3

/** What the board shows of what was read, for a person who may promote or not. */
export function buildBoardContent(
  { board, rollBacks, transitions }: Read,
  search: BoardSearch,
  actor: Actor | null,
): BoardContent {
  const { signatures, placeOf } = numberSignatures()
  const rows = board.items.map((item): BoardRowContent => {
    const { repo, name, latest, waiting, cut } = item
    const isOpen = formatKey(item) === search.open
    const opening = `${boardHref(search, { open: formatKey(item) })}#open`
    const ofModel = rollBacks.filter((one) => one.repo === repo && one.artifact === name)
    return {
      ...{ repo, name, waiting, slots: buildSlots(item, ofModel, placeOf) },
      latest: latest && { version: latest.version, at: latest.registeredAt },
      cut: cut ? 'yes' : 'no',
      mayPromote: decidePermission(actor, 'assign', { repo }) === 'yes' ? 'yes' : 'no',
      open: isOpen ? 'yes' : 'no',
      toggleHref: isOpen ? boardHref(search) : opening,
      repoHref: boardHref({ ...search, choice: { ...search.choice, repo } }, { page: 1 }),
    }
  })
  return { rows, stages: board.stages, signatures, transitions }
}

function buildSlots(
  { stages }: BoardItemView,
  rollBacks: readonly RollBackView[],
  placeOf: (signature: SignatureView) => number,
): BoardRowContent['slots'] {
  const slots = Object.entries(stages).map(([stage, holders]): [string, BoardSlotContent] => [
    stage,
    {
      holders: holders.slice(0, MAX_HOLDERS).map((holder) => ({
        version: holder.version,
        at: holder.assignedAt,
        signature: placeOf(holder.signature),
        behind: holder.behind,
        behindPrevious: holder.behindPrevious,
      })),
      more: Math.max(0, holders.length - MAX_HOLDERS),
      rollBackTo: rollBacks.find((one) => one.stage === stage)?.version ?? null,
    },
  ])
  return Object.fromEntries(slots)
}
