import type { CommandKind } from '@/lib/registry/commands/command'
import { commandForm, commandHref } from '../command/command-form'
import { COMMAND_WORDS, commandTitle, OTHER_COMMANDS } from '../command/command-words'
import type { IconName } from '../ui/icon-names'
import type { ThemeChoice } from './theme'

const KINDS: readonly CommandKind[] = ['assign', ...OTHER_COMMANDS]

export type PaletteItem = {
  readonly id: string
  readonly label: string
  readonly aside: string
  readonly icon: IconName
  readonly does:
    | { readonly kind: 'go'; readonly href: string }
    | { readonly kind: 'theme'; readonly theme: ThemeChoice }
}

export type PaletteModel = { readonly repo: string; readonly name: string }

export type PaletteText = {
  /** The action that the first word names; null without one. */
  readonly kind: CommandKind | null
  /** The words to search models by. */
  readonly words: string
}

/** `promote chu` is an action and a search; any other text is only a search. */
export function parsePaletteText(text: string): PaletteText {
  const [verb = '', ...rest] = text.trim().split(/\s+/)
  const kind = rest.length > 0 ? KINDS.find((one) => verbOf(one) === verb.toLowerCase()) : undefined
  return kind ? { kind, words: rest.join(' ') } : { kind: null, words: text.trim() }
}

/** The typed action for each found model; else the matching actions of the open model. */
export function paletteActions(
  { kind, words }: PaletteText,
  models: readonly PaletteModel[],
  open: PaletteModel | null,
): readonly PaletteItem[] {
  if (kind !== null) return models.map((model) => actionItem(kind, model))
  if (open === null) return []
  return KINDS.map((one) => actionItem(one, open)).filter(({ label }) =>
    label.toLowerCase().includes(words.toLowerCase()),
  )
}

/** The model of the current page, or of a page below it. */
export function findOpenModel(pathname: string): PaletteModel | null {
  const [, repo, name] = /^\/models\/([^/]+)\/([^/]+)/.exec(pathname) ?? []
  if (repo === undefined || name === undefined) return null
  return { repo: decodeURIComponent(repo), name: decodeURIComponent(name) }
}

function verbOf(kind: CommandKind): string {
  return (COMMAND_WORDS[kind].label.split(' ')[0] ?? '').toLowerCase()
}

function actionItem(kind: CommandKind, model: PaletteModel): PaletteItem {
  const form = commandForm(kind, model)
  return {
    id: `${kind} ${model.repo}/${model.name}`,
    label: commandTitle(form),
    aside: model.repo,
    icon: COMMAND_WORDS[kind].icon,
    does: { kind: 'go', href: commandHref(form) },
  }
}
