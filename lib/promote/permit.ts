import type { Actor } from '@/lib/auth/actor'
import { decideViewer } from '@/lib/auth/decide-viewer'
import { type Action, decidePermission, PERMISSIONS } from '@/lib/auth/permissions'
import type { Config, RepoConfig } from '@/lib/config/config'
import { canSee } from '@/lib/index/read/viewer'
import type { Command } from '@/lib/registry/commands/command'
import type { Refusal } from '@/lib/views/refusal'

export type Permitted =
  | { readonly kind: 'permitted'; readonly actor: Actor; readonly repo: RepoConfig }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export type Wanted = { readonly action: Action; readonly stage: string | null }

/** What commands do, or with `decision` what is decided about them, each with the stage that it names. */
export function listActions(
  commands: readonly Command[],
  decision: 'approve' | 'withdraw' | null = null,
): readonly Wanted[] {
  return commands.map((one) => ({
    action: decision ?? one.kind,
    stage: 'stage' in one ? one.stage : null,
  }))
}

/**
 * Whether `actor` may do all of `actions` in the repository. One that they may not see is answered as one that
 * is not there.
 */
export function permit(
  config: Config,
  actor: Actor | null,
  wanted: { readonly slug: string; readonly actions: readonly Wanted[] },
): Permitted {
  const { slug, actions } = wanted
  if (actor === null) return refused('not-signed-in')
  const repo = config.repos.find((one) => one.slug === slug)
  const viewer = decideViewer(config, actor, new Headers())
  if (!repo || viewer === null || !canSee(viewer, slug))
    return refused('repo-unknown', { repo: slug })
  for (const { action, stage } of actions) {
    const decided = decidePermission(actor, action, { repo: slug, stage })
    if (decided === 'yes') continue
    const needs = PERMISSIONS[action]
    const needed = decided === 'role-missing' ? needs.role : needs.scopes.join(', ')
    return refused(decided, { needed, role: actor.role, repo: slug, stage })
  }
  return { kind: 'permitted', actor, repo }
}

function refused(
  code: Refusal['code'],
  details: Refusal['details'] = {},
): { readonly kind: 'refused'; readonly refusal: Refusal } {
  return { kind: 'refused', refusal: { code, details } }
}
