import type { Actor } from '@/lib/auth/actor'
import { decideViewer } from '@/lib/auth/decide-viewer'
import { type Action, decidePermission, PERMISSIONS } from '@/lib/auth/permissions'
import type { Config, RepoConfig } from '@/lib/config/config'
import { canSee } from '@/lib/index/read/viewer'
import type { TouchedStage } from '@/lib/policy/touched-stages'
import type { Command } from '@/lib/registry/commands/command'
import type { Refusal } from '@/lib/views/refusal'

export type Authorization =
  | { readonly kind: 'authorized'; readonly actor: Actor; readonly repo: RepoConfig }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

export type StageAction = { readonly action: Action; readonly stage: string | null }

/** The action of each command, or with `decision` the decision about it, with the stage that it names. */
export function listActions(
  commands: readonly Command[],
  decision: 'approve' | 'withdraw' | null = null,
): readonly StageAction[] {
  return commands.map((one) => ({
    action: decision ?? one.kind,
    stage: 'stage' in one ? one.stage : null,
  }))
}

/**
 * Whether the actor may take all of the actions in the repository. A repository that they may not see is answered as
 * one that does not exist.
 */
export function authorize(
  config: Config,
  actor: Actor | null,
  wanted: { readonly slug: string; readonly actions: readonly StageAction[] },
): Authorization {
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
  return { kind: 'authorized', actor, repo }
}

type StageChange = { readonly command: Command; readonly touchedStages: readonly TouchedStage[] }

/** Why a token that is limited to stages may not change, or approve a change of, one that a command touches; or null. */
export function findStageRefusal(
  changes: readonly StageChange[],
  by: { readonly actor: Actor | null; readonly action: Action | null; readonly slug: string },
): Refusal | null {
  const { actor, slug } = by
  if (actor === null) return null
  for (const { command, touchedStages } of changes) {
    for (const { stage } of touchedStages) {
      const decided = decidePermission(actor, by.action ?? command.kind, { repo: slug, stage })
      if (decided !== 'yes') return { code: decided, details: { repo: slug, stage } }
    }
  }
  return null
}

function refused(code: Refusal['code'], details: Refusal['details'] = {}) {
  return { kind: 'refused', refusal: { code, details } } as const
}
