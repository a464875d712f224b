import { Activity, Boxes, Braces, GitBranch, Inbox, type LucideIcon, Settings } from 'lucide-react'

export type ShellPage = {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  /** Pressed after `g`. */
  readonly key: string
  /** The first part of every address below the page. */
  readonly under: string
}

export const PAGES: readonly ShellPage[] = [
  { href: '/', label: 'Models', icon: Boxes, key: 'm', under: '/models' },
  { href: '/activity', label: 'Activity', icon: Activity, key: 'a', under: '/activity' },
  { href: '/requests', label: 'Requests', icon: Inbox, key: 'q', under: '/commands' },
  { href: '/repos', label: 'Repositories', icon: GitBranch, key: 'r', under: '/repos' },
  { href: '/reference', label: 'API', icon: Braces, key: 'p', under: '/reference' },
  { href: '/settings', label: 'Settings', icon: Settings, key: 's', under: '/settings' },
]
