import { Archive, ArrowUpRight, type LucideIcon, RotateCcw, Tag, Undo2, X } from 'lucide-react'
import type { CommandKind } from '@/lib/registry/commands/command'

export type CommandWords = {
  /** Of the button that opens it, and of its page. */
  readonly label: string
  readonly icon: LucideIcon
  /** What it does, in one sentence. */
  readonly does: string
}

/** How commands are called on screen. */
export const COMMAND_WORDS = {
  assign: {
    label: 'Promote',
    icon: ArrowUpRight,
    does: 'Gives a stage to a version. The version that holds it now stays registered.',
  },
  register: {
    label: 'Register a version',
    icon: Tag,
    does: 'Names a commit as a version of the model.',
  },
  unassign: {
    label: 'Take out of a stage',
    icon: Undo2,
    does: 'Takes a stage from a version. The version itself stays registered.',
  },
  'roll-back': {
    label: 'Roll back a stage',
    icon: RotateCcw,
    does: 'Gives a stage back to the version that held it before. It appends a tag and deletes none.',
  },
  deregister: {
    label: 'Deregister a version',
    icon: X,
    does: 'Takes a version back, out of every stage that it holds. Its tag stays; a new one cancels it.',
  },
  deprecate: {
    label: 'Deprecate the model',
    icon: Archive,
    does: 'Says that the model is not to be used any more. Every tag stays; a new one says it.',
  },
} satisfies Record<CommandKind, CommandWords>

/** The commands of a model in the order in which they are offered, after Promote. */
export const OTHER_COMMANDS: readonly CommandKind[] = [
  'register',
  'roll-back',
  'unassign',
  'deregister',
  'deprecate',
]
