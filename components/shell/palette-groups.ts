import { modelHref } from '../model/model-href'
import { PAGES } from './pages'
import {
  type PaletteItem,
  type PaletteModel,
  type PaletteText,
  paletteActions,
} from './palette-actions'
import { THEMES } from './theme-switch'

export type PaletteGroup = { readonly title: string; readonly items: readonly PaletteItem[] }

/** The items of the palette for the typed text: found models, actions, and pages and themes whose names contain the
 *  words. */
export function paletteGroups(
  text: PaletteText,
  models: readonly PaletteModel[],
  open: PaletteModel | null,
): readonly PaletteGroup[] {
  const { kind, words } = text
  const actions = { title: 'Actions', items: paletteActions(text, models, open) }
  if (kind !== null) return actions.items.length > 0 ? [actions] : []
  const fits = ({ label }: PaletteItem) => label.toLowerCase().includes(words.toLowerCase())
  const groups = [
    { title: 'Models', items: [...models.map(modelItem), ...searchItem(words)] },
    actions,
    { title: 'Pages', items: PAGE_ITEMS.filter(fits) },
    { title: 'Theme', items: THEME_ITEMS.filter(fits) },
  ]
  return groups.filter((group) => group.items.length > 0)
}

const PAGE_ITEMS: readonly PaletteItem[] = PAGES.map(({ href, label, icon, key }) => ({
  id: `page ${href}`,
  label,
  aside: `g ${key}`,
  icon,
  does: { kind: 'go', href },
}))

const THEME_ITEMS: readonly PaletteItem[] = THEMES.map(({ id, label, icon }) => ({
  id: `theme ${id}`,
  label: `${label} theme`,
  aside: '',
  icon,
  does: { kind: 'theme', theme: id },
}))

function modelItem(model: PaletteModel): PaletteItem {
  return {
    id: `model ${model.repo}/${model.name}`,
    label: model.name,
    aside: model.repo,
    icon: 'box',
    does: { kind: 'go', href: modelHref(model) },
  }
}

function searchItem(words: string): readonly PaletteItem[] {
  if (!words) return []
  const href = `/?q=${encodeURIComponent(words)}`
  return [
    {
      id: 'search',
      label: `Search models for “${words}”`,
      aside: '',
      icon: 'search',
      does: { kind: 'go', href },
    },
  ]
}
