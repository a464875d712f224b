import { PAGES } from './pages'
import type { PaletteItem } from './palette-item'
import { THEMES } from './theme-switch'

/** What people call the pages. */
const PAGE_WORDS: Readonly<Record<string, string>> = {
  '/': 'home, registry, all models, list, table',
  '/stages': 'board, kanban, stage board, environments',
  '/activity': 'audit log, audit trail, history, events, changes, who did what',
  '/insights': 'statistics, charts, lead time, dora, reports, trends',
  '/requests': 'approvals, inbox, waiting for you, reviews',
  '/repos': 'repos, sources, git, remotes, problems, sync state',
  '/reference': 'reference, openapi, rest, curl, endpoints',
  '/settings': 'signing key, preferences, account',
}

/** The pages of the rail, and the parts of Settings. */
export function listPageItems(): readonly PaletteItem[] {
  const pages = PAGES.map(({ href, label, icon, key }) => ({
    ...pageItem(href, label, PAGE_WORDS[href] ?? ''),
    aside: `g ${key}`,
    icon,
  }))
  return [...pages, ...PARTS]
}

const PARTS: readonly PaletteItem[] = [
  {
    ...pageItem('/settings?tab=tokens', 'API tokens', 'access tokens, revoke token, api keys'),
    icon: 'key-round',
  },
  {
    ...pageItem('/settings?tab=configuration', 'Configuration', 'config file, roles, trust'),
    icon: 'sliders-horizontal',
  },
]

type FrameItem = PaletteItem & {
  /** Who is offered it. */
  readonly for: 'signed-in' | 'anonymous' | 'own-tokens'
}

/** What the frame offers besides pages. */
export const FRAME_ITEMS: readonly FrameItem[] = [
  {
    ...pageItem('/settings?tab=tokens#new-token', 'New token', 'create token, api key, add token'),
    icon: 'plus',
    for: 'own-tokens',
  },
  {
    ...pageItem('/sign-in', 'Sign in', 'log in, login'),
    icon: 'log-in',
    for: 'anonymous',
  },
  {
    ...pageItem('', 'Sign out', 'log out, logout, leave'),
    icon: 'log-out',
    does: { kind: 'sign-out' },
    for: 'signed-in',
  },
]

export const THEME_ITEMS: readonly PaletteItem[] = THEMES.map(({ id, label, icon }) => ({
  id: `theme ${id}`,
  label: `${label} theme`,
  aside: '',
  icon,
  also: 'theme, colours, colors, appearance, mode',
  does: { kind: 'theme', theme: id },
}))

function pageItem(href: string, label: string, also: string): PaletteItem {
  return {
    id: `page ${label}`,
    label,
    aside: '',
    icon: 'settings',
    also,
    does: { kind: 'go', href },
  }
}
