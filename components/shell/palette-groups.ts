import type { SavedView } from '@/lib/views/saved-view'
import { modelHref } from '../model/model-href'
import { viewHref } from '../view/view-href'
import type { FrameFacts } from './frame-facts'
import { pageActions, typedActions } from './palette-actions'
import { isFound, isNamed, type PaletteItem } from './palette-item'
import { FRAME_ITEMS, listPageItems, THEME_ITEMS } from './palette-pages'
import type { PaletteText } from './palette-text'
import type { Place, PlaceModel } from './place'
import { describeView } from './saved-searches'

export type PaletteGroup = { readonly title: string; readonly items: readonly PaletteItem[] }

type Given = {
  /** The text as typed, without white space around it. */
  readonly text: string
  /** Those that the search found. */
  readonly models: readonly PlaceModel[]
  /** Whether more may be found. */
  readonly state: 'searching' | 'found' | 'failed'
  readonly repos: readonly string[]
  readonly views: readonly SavedView[]
  readonly place: Place
  readonly facts: Pick<FrameFacts, 'may' | 'isSignedIn'>
}

/** The items of the palette for the typed text. The actions of the current page come first, then a typed action, then
 *  models, or what is named like the text. */
export function paletteGroups(parsed: PaletteText, given: Given): readonly PaletteGroup[] {
  const { text, models, facts, place } = given
  const found = (items: readonly PaletteItem[]) => items.filter((item) => isFound(item, text))
  const typed = { title: 'Actions', items: typedActions(parsed, given) }
  const known = new Set(typed.items.map(({ id }) => id))
  const here = found(pageActions(place, facts.may)).filter(({ id }) => !known.has(id))
  const named = [
    { title: 'Saved views', items: found(given.views.map(viewItem)).slice(0, FEW_VIEWS) },
    { title: 'Pages', items: found(listPageItems()) },
    { title: 'More', items: found(FRAME_ITEMS.filter(({ for: who }) => isFor(who, facts))) },
    { title: 'Theme', items: found(THEME_ITEMS) },
  ]
  const modelGroup = { title: 'Models', items: parsed.verb === null ? models.map(modelItem) : [] }
  const isAwaited = parsed.verb !== null && given.state === 'searching'
  const leads = (items: readonly PaletteItem[]) => items.some((item) => isNamed(item, text))
  const isPage = !leads(modelGroup.items) && named.some(({ items }) => leads(items))
  return [
    typed,
    { title: 'On this page', items: here },
    ...(isPage ? [...named, modelGroup] : [modelGroup, ...named]),
    // Enter that comes before the answer must not take an action for a search.
    { title: 'Search', items: isAwaited ? [] : searchItems(text) },
  ].filter(({ items }) => items.length > 0)
}

function isFor(who: (typeof FRAME_ITEMS)[number]['for'], { may, isSignedIn }: Given['facts']) {
  if (who === 'own-tokens') return may.includes(who)
  return isSignedIn === (who === 'signed-in')
}

function modelItem(model: PlaceModel): PaletteItem {
  return {
    id: `model ${model.repo}/${model.name}`,
    label: model.name,
    aside: model.repo,
    icon: 'box',
    also: '',
    does: { kind: 'go', href: modelHref(model) },
  }
}

/** At most this many saved views are offered. */
const FEW_VIEWS = 8

function viewItem(view: SavedView): PaletteItem {
  return {
    id: `view ${view.id}`,
    label: view.name,
    aside: describeView(view),
    icon: 'bookmark',
    also: `view ${view.name}, saved view ${view.name}`,
    does: { kind: 'go', href: viewHref(view) },
  }
}

function searchItems(text: string): readonly PaletteItem[] {
  if (text === '') return []
  const href = `/?q=${encodeURIComponent(text)}`
  const label = `Search models for “${text}”`
  return [{ id: 'search', label, aside: '', icon: 'search', also: '', does: { kind: 'go', href } }]
}
