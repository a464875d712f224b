import type { CommandKind } from '@/lib/registry/commands/command'
import type { IconName } from '../ui/icon-names'
import type { CommandForm } from './command-form'

type CommandWords = {
  /** The label of its button and the heading of its page. */
  readonly label: string
  readonly icon: IconName
  /** What it does, in one sentence. */
  readonly does: string
}

/** The names of commands on screen. */
export const COMMAND_WORDS = {
  assign: {
    label: 'Promote',
    icon: 'arrow-up-right',
    does: 'Assigns a stage to a version. The version that holds the stage now stays registered.',
  },
  register: {
    label: 'Register a version',
    icon: 'tag',
    does: 'Names a commit as a version of the model.',
  },
  unassign: {
    label: 'Take out of a stage',
    icon: 'undo-2',
    does: 'Removes a version from a stage. The version itself stays registered.',
  },
  'roll-back': {
    label: 'Roll back a stage',
    icon: 'rotate-ccw',
    does: 'Assigns a stage to the version that held it before. Signet adds a tag and deletes none.',
  },
  deregister: {
    label: 'Deregister a version',
    icon: 'x',
    does: 'Withdraws a version and removes it from every stage. Its tag stays; a new tag cancels it.',
  },
  deprecate: {
    label: 'Deprecate the model',
    icon: 'archive',
    does: 'Marks the model as no longer to be used. Every tag stays; a new tag adds the mark.',
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

/** Those that take something away. */
const DESTRUCTIVE: readonly CommandKind[] = ['unassign', 'deregister', 'deprecate']

/** Whether a command takes something away: a stage, a version, or the use of a model. */
export function isDestructive(kind: CommandKind): boolean {
  return DESTRUCTIVE.includes(kind)
}

/** The heading of a command: `Promote · churn`. */
function commandTitle({ kind, models, search }: CommandForm): string {
  const { label } = COMMAND_WORDS[kind]
  if (search !== '') return `${label} all models of a search together`
  const [first, ...others] = models
  if (others.length > 0) return `${label} ${models.length} models together`
  return first ? `${label} · ${first.name}` : label
}

/** The same with the repository, because models of several repositories may share a name. */
export function commandHeading(form: CommandForm): string {
  const repos = [...new Set(form.models.map(({ repo }) => repo))]
  return repos.length === 0 ? commandTitle(form) : `${commandTitle(form)} in ${repos.join(', ')}`
}
