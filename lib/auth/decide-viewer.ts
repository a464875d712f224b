import type { Config, RepoConfig } from '@/lib/config/config'
import type { Viewer } from '@/lib/index/read/viewer'
import { isPrincipal } from '@/lib/policy/principal'
import type { Actor } from './actor'
import { isOpenLocally } from './is-open-locally'

/**
 * The repositories that the request may see; null when it may not read at all. Only its `viewers` see a repository that
 * has them: an admin who is not one of them does not. A token of signet.yaml also sees the repositories that it names.
 */
export function decideViewer(
  config: Config,
  actor: Actor | null,
  headers: Pick<Headers, 'get'>,
): Viewer | null {
  const isOpen = config.auth.anonymous === 'viewer' || isOpenLocally(config, headers)
  if (actor === null && !isOpen) return null
  const visible = config.repos.filter((repo) => isVisible(repo, actor))
  if (visible.length === config.repos.length) return { repos: 'all' }
  return { repos: visible.map((repo) => repo.slug) }
}

function isVisible({ slug, viewers }: RepoConfig, actor: Actor | null): boolean {
  if (actor !== null && actor.repos !== 'all' && !actor.repos.includes(slug)) return false
  if (viewers === null) return true
  if (actor === null) return false
  if (actor.id.startsWith('token:') && actor.repos !== 'all') return true
  return viewers.some((principal) => isPrincipal(principal, actor))
}
