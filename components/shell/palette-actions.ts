import { commandForm, commandHref } from '../command/command-form'
import { COMMAND_WORDS, isDestructive, OTHER_COMMANDS } from '../command/command-words'
import { takesStage, takesVersion } from '../command/complete-form'
import type { Right } from './frame-facts'
import type { PaletteItem } from './palette-item'
import { type PaletteText, VERB_WORDS } from './palette-text'
import type { Place, PlaceModel } from './place'

type Command = keyof typeof COMMAND_WORDS

const COMMANDS: readonly Command[] = ['assign', ...OTHER_COMMANDS]

const FEW = 8

type Given = {
  /** Those that the search found. */
  readonly models: readonly PlaceModel[]
  /** The slugs of all repositories. */
  readonly repos: readonly string[]
  readonly place: Place
}

/** The typed action: for the model or repository of the page if the text fits it, then for each that is found. */
export function typedActions(text: PaletteText, { models, repos, place }: Given): PaletteItem[] {
  const { verb, words } = text
  if (verb === null) return []
  if (verb === 'sync') {
    const found = repos.filter((slug) => slug.toLowerCase().includes(words.toLowerCase()))
    return first(found, place.kind === 'repo' ? place.slug : null).map(syncItem)
  }
  const here = place.kind === 'model' && words === '' ? [place.model] : []
  const others = models.filter((model) => !here.some((one) => isSame(one, model)))
  return [...here, ...others].slice(0, FEW).map((model) => commandItem(verb, model, text))
}

/** The actions of the current page that the person may do. */
export function pageActions(place: Place, may: readonly Right[]): PaletteItem[] {
  if (place.kind === 'repo') return may.includes('sync') ? [syncItem(place.slug)] : []
  if (place.kind === 'other') return []
  return COMMANDS.filter((kind) => may.includes(kind)).map((kind) =>
    commandItem(kind, place.model, { version: '', stage: '' }),
  )
}

function commandItem(
  kind: Command,
  model: PlaceModel,
  named: Pick<PaletteText, 'version' | 'stage'>,
): PaletteItem {
  const stage = takesStage(kind) ? named.stage : ''
  const version = takesVersion(kind) ? named.version : ''
  return {
    id: `${kind} ${model.repo}/${model.name}`,
    label: commandLabel(kind, [model.name, version].filter(Boolean).join(' '), stage),
    aside: model.repo,
    icon: COMMAND_WORDS[kind].icon,
    ...(isDestructive(kind) ? { tone: 'danger' } : {}),
    also: VERB_WORDS[kind].join(', '),
    does: { kind: 'go', href: commandHref(commandForm(kind, model, { version, stage })) },
  }
}

/** `Promote churn v1.2.0 to production`. `what`: the model, with the version if one is named. */
function commandLabel(kind: Command, what: string, stage: string): string {
  switch (kind) {
    case 'assign':
      return stage ? `Promote ${what} to ${stage}` : `Promote ${what}`
    case 'register':
      return `Register a version of ${what}`
    case 'roll-back':
      return stage ? `Roll back ${what} in ${stage}` : `Roll back ${what}`
    case 'unassign':
      return `Take ${what} out of ${stage || 'a stage'}`
    case 'deregister':
      return `Deregister a version of ${what}`
    case 'deprecate':
      return `Deprecate ${what}`
  }
}

function syncItem(slug: string): PaletteItem {
  return {
    id: `sync ${slug}`,
    label: `Sync ${slug}`,
    aside: '',
    icon: 'refresh-cw',
    also: VERB_WORDS.sync.join(', '),
    does: { kind: 'sync', slug },
  }
}

/** A few of the slugs, the preferred one first. */
function first(slugs: readonly string[], preferred: string | null): readonly string[] {
  const rest = slugs.filter((slug) => slug !== preferred)
  return [...slugs.filter((slug) => slug === preferred), ...rest].slice(0, FEW)
}

function isSame(one: PlaceModel, other: PlaceModel): boolean {
  return one.repo === other.repo && one.name === other.name
}
