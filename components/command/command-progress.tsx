import type { CommandState, CommandView } from '@/lib/views/command'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'

const STEPS = [
  'Recorded',
  'Rules checked against the remote’s current tags',
  'Tag created and signed',
  'Pushed',
  'The remote shows the tag',
  'Shown on every page',
] as const

const RULES = 1
const SIGNING = 2
const PUSH = 3

type Mark = 'done' | 'running' | 'open' | 'failed' | 'doubtful' | 'waiting'

const LOOKS = {
  done: { icon: 'check', tone: 'text-ok', word: 'done' },
  running: { icon: 'loader-circle', tone: 'text-accent motion-safe:animate-spin', word: 'running' },
  open: { icon: 'circle-dashed', tone: 'text-text-faint', word: 'not yet' },
  failed: { icon: 'x', tone: 'text-danger', word: 'failed' },
  waiting: { icon: 'clock', tone: 'text-warning', word: 'after the approval' },
  doubtful: { icon: 'triangle-alert', tone: 'text-warning', word: 'not known' },
} satisfies Record<Mark, { icon: IconName; tone: string; word: string }>

/** The number of completed steps of each state, and the mark of the next one. */
const PROGRESS = {
  requested: { done: 1, next: 'running' },
  waiting: { done: 2, next: 'waiting' },
  checked: { done: 2, next: 'running' },
  prepared: { done: 3, next: 'running' },
  pushed: { done: 4, next: 'running' },
  unknown: { done: 3, next: 'doubtful' },
  confirmed: { done: 5, next: 'running' },
  indexed: { done: 6, next: 'open' },
  refused: { done: RULES, next: 'failed' },
  rejected: { done: PUSH, next: 'failed' },
  // Not tried: the notice above names who declined, or says that the request has expired.
  declined: { done: SIGNING, next: 'open' },
  expired: { done: SIGNING, next: 'open' },
} satisfies Record<CommandState, { done: number; next: Mark }>

/** The steps of a command from the request to the remote and back; null: it was just sent. */
export function CommandProgress({ command }: { readonly command: CommandView | null }) {
  const { done, next } = command ? progressOf(command) : { done: 0, next: 'running' as const }
  return (
    <ol className="flex flex-col gap-1.5">
      {STEPS.map((step, place) => {
        const mark = place < done ? 'done' : place === done ? next : 'open'
        const { icon, tone, word } = LOOKS[mark]
        return (
          <li key={step} className="flex items-center gap-2.5">
            <Icon name={icon} className={tone} />
            <span className={mark === 'open' ? 'text-text-faint' : ''}>{step}</span>
            <span className="sr-only">{word}</span>
          </li>
        )
      })}
    </ol>
  )
}

/** The code of a refusal tells at which step the command failed. */
function progressOf({ state, refusal }: CommandView): { done: number; next: Mark } {
  if (state !== 'refused') return PROGRESS[state]
  if (refusal?.code === 'signing-off') return { done: SIGNING, next: 'failed' }
  if (refusal?.code === 'conflict') return { done: PUSH, next: 'failed' }
  return PROGRESS.refused
}

const OVER = {
  waiting: true,
  requested: false,
  checked: false,
  prepared: false,
  pushed: false,
  unknown: false,
  confirmed: false,
  indexed: true,
  refused: true,
  rejected: true,
  declined: true,
  expired: true,
} satisfies Record<CommandState, boolean>

/** Whether the command has ended or waits for a person. */
export function isOver({ state }: Pick<CommandView, 'state'>): boolean {
  return OVER[state]
}

/** Whether the remote has the tags. */
export function isWritten({ state }: Pick<CommandView, 'state'>): boolean {
  return state === 'confirmed' || state === 'indexed'
}

/** The number of approvals that count. */
export function countApprovals({ approvals }: Pick<CommandView, 'approvals'>): number {
  return approvals.filter(({ counts }) => counts).length
}

/** Whether the requester withdrew the request, as opposed to an approver declining it. */
export function isWithdrawn({ approvals }: CommandView): boolean {
  return approvals.at(-1)?.decision === 'withdraw'
}
