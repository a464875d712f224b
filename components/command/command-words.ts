import type { CommandKind } from '@/lib/registry/commands/command'
import type { CommandView, Preview } from '@/lib/views/command'
import { formatVersion } from '../model/format-version'
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

/** The heading of a command: `Promote · churn`. */
export function commandTitle({ kind, models }: CommandForm): string {
  const { label } = COMMAND_WORDS[kind]
  const [first, ...others] = models
  if (others.length > 0) return `${label} ${models.length} models together`
  return first ? `${label} · ${first.name}` : label
}

/** The same with the repository, because models of several repositories may share a name. */
export function commandHeading(form: CommandForm): string {
  const repos = [...new Set(form.models.map(({ repo }) => repo))]
  return repos.length === 0 ? commandTitle(form) : `${commandTitle(form)} in ${repos.join(', ')}`
}

/** The label of the confirming button, with version and stage. */
export function confirmLabel(form: CommandForm, { tags }: Preview): string {
  const [first] = tags
  const { models } = form
  const version = first?.version ?? models[0]?.version ?? ''
  switch (form.kind) {
    case 'assign':
      return models.length > 1
        ? `Promote ${models.length} models to ${form.stage}`
        : `Promote ${version} to ${form.stage}`
    case 'roll-back':
      return version === '' ? `Roll ${form.stage} back` : `Roll ${form.stage} back to ${version}`
    case 'unassign':
      return `Take ${version} out of ${form.stage}`
    case 'register':
      return version === '' ? 'Register' : `Register ${version}`
    case 'deregister':
      return `Deregister ${version}`
    case 'deprecate':
      return `Deprecate ${models[0]?.name ?? 'the model'}`
  }
}

type Part = CommandView['commands'][number]

/** The heading of a command: `Promote churn v2.1.0 to production`. */
export function commandSentence(command: Pick<CommandView, 'commands'>): string {
  const [first, ...others] = command.commands
  if (!first) return 'Nothing'
  if (others.length === 0) return askOf(first)
  return `Promote ${command.commands.map(({ artifact }) => artifact).join(', ')} to ${first.stage}`
}

/** The result of a command: `churn v2.1.0 is in production`. */
export function doneSentence(command: Pick<CommandView, 'commands'>): string {
  const [first, ...others] = command.commands
  if (!first) return 'Done'
  if (others.length === 0) return doneOf(first)
  return `${command.commands.length} models are in ${first.stage}`
}

function askOf({ kind, artifact, version, stage }: Part): string {
  const model = version ? `${artifact} ${formatVersion(version)}` : artifact
  switch (kind) {
    case 'assign':
      return `Promote ${model} to ${stage}`
    case 'roll-back':
      return `Roll ${stage} of ${artifact} back${version ? ` to ${formatVersion(version)}` : ''}`
    case 'unassign':
      return `Take ${model} out of ${stage}`
    case 'register':
      return version ? `Register ${model}` : `Register a version of ${artifact}`
    case 'deregister':
      return `Deregister ${model}`
    default:
      return `Deprecate ${artifact}`
  }
}

function doneOf({ kind, artifact, version, stage }: Part): string {
  const model = version ? `${artifact} ${formatVersion(version)}` : artifact
  switch (kind) {
    case 'assign':
      return `${model} is in ${stage}`
    case 'roll-back':
      return version ? `${model} is in ${stage} again` : `${stage} of ${artifact} is rolled back`
    case 'unassign':
      return `${model} is out of ${stage}`
    case 'register':
      return version ? `${model} is registered` : `A version of ${artifact} is registered`
    case 'deregister':
      return `${model} is deregistered`
    default:
      return `${artifact} is deprecated`
  }
}
