import type { CommandKind } from '@/lib/registry/commands/command'
import type { IconName } from '../ui/icon-names'

export type CommandWords = {
  /** Of the button that opens it, and of its page. */
  readonly label: string
  readonly icon: IconName
  /** What it does, in one sentence. */
  readonly does: string
}

/** How commands are called on screen. */
export const COMMAND_WORDS = {
  assign: {
    label: 'Promote',
    icon: 'arrow-up-right',
    does: 'Gives a stage to a version. The version that holds it now stays registered.',
  },
  register: {
    label: 'Register a version',
    icon: 'tag',
    does: 'Names a commit as a version of the model.',
  },
  unassign: {
    label: 'Take out of a stage',
    icon: 'undo-2',
    does: 'Takes a stage from a version. The version itself stays registered.',
  },
  'roll-back': {
    label: 'Roll back a stage',
    icon: 'rotate-ccw',
    does: 'Gives a stage back to the version that held it before. It appends a tag and deletes none.',
  },
  deregister: {
    label: 'Deregister a version',
    icon: 'x',
    does: 'Takes a version back, out of every stage that it holds. Its tag stays; a new one cancels it.',
  },
  deprecate: {
    label: 'Deprecate the model',
    icon: 'archive',
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
