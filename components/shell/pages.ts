import type { IconName } from '../ui/icon-names'

type ShellPage = {
  readonly href: string
  readonly label: string
  readonly icon: IconName
  /** Pressed after `g`. */
  readonly key: string
  /** The first part of every address below the page. */
  readonly under: string
}

export const PAGES: readonly ShellPage[] = [
  { href: '/', label: 'Models', icon: 'boxes', key: 'm', under: '/models' },
  { href: '/stages', label: 'Stages', icon: 'layers', key: 's', under: '/stages' },
  { href: '/activity', label: 'Activity', icon: 'activity', key: 'a', under: '/activity' },
  { href: '/insights', label: 'Insights', icon: 'chart-column', key: 'i', under: '/insights' },
  { href: '/requests', label: 'Requests', icon: 'inbox', key: 'q', under: '/commands' },
  { href: '/repos', label: 'Repositories', icon: 'git-branch', key: 'r', under: '/repos' },
  { href: '/reference', label: 'API', icon: 'braces', key: 'p', under: '/reference' },
  { href: '/settings', label: 'Settings', icon: 'settings', key: ',', under: '/settings' },
]
