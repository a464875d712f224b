import type { Role, Scope } from '@/lib/config/config'
import type { Actor } from './actor'

/**
 * Every action that needs more than reading. The viewer decides what may be read, `canRead` whether a token may read.
 */
export type Action =
  | 'sync'
  /** Accepts that many tags are gone at once. */
  | 'accept-loss'
  | 'register'
  | 'deregister'
  | 'assign'
  | 'unassign'
  | 'deprecate'
  | 'roll-back'
  /** Approves or declines the request of another person. */
  | 'approve'
  /** Withdraws one's own request. */
  | 'withdraw'
  /** Withdraws the request of another person. */
  | 'withdraw-any'
  /** Creates, lists and revokes one's own API tokens. */
  | 'own-tokens'
  /** Saves views, and changes and deletes one's own. */
  | 'own-views'
  /** Reads the effective configuration, without its secrets. */
  | 'settings'
  /** Lists and revokes the API tokens of all people. */
  | 'all-tokens'
  /** Changes and deletes the shared views of all people. */
  | 'all-views'

export type PermissionRefusalCode =
  | 'not-signed-in'
  | 'role-missing'
  | 'token-scope'
  | 'token-repo'
  | 'token-stage'

type Needs = {
  /** This role or a higher one. */
  readonly role: Role
  /** A token needs one of these, or `admin`. */
  readonly scopes: readonly Scope[]
}

/** What each action requires. Stage rules apply in addition and can only restrict it. */
export const PERMISSIONS = {
  sync: { role: 'editor', scopes: ['register', 'promote', 'deploy'] },
  'accept-loss': { role: 'admin', scopes: ['admin'] },
  register: { role: 'editor', scopes: ['register'] },
  deregister: { role: 'editor', scopes: ['register'] },
  deprecate: { role: 'editor', scopes: ['register'] },
  assign: { role: 'editor', scopes: ['promote'] },
  unassign: { role: 'editor', scopes: ['promote'] },
  'roll-back': { role: 'editor', scopes: ['promote'] },
  approve: { role: 'editor', scopes: ['promote'] },
  withdraw: { role: 'editor', scopes: ['register', 'promote'] },
  'withdraw-any': { role: 'admin', scopes: ['admin'] },
  'own-tokens': { role: 'viewer', scopes: ['admin'] },
  'own-views': { role: 'viewer', scopes: ['admin'] },
  settings: { role: 'admin', scopes: ['admin'] },
  'all-tokens': { role: 'admin', scopes: ['admin'] },
  'all-views': { role: 'admin', scopes: ['admin'] },
} as const satisfies Record<Action, Needs>

const RANKS: Readonly<Record<Role, number>> = { viewer: 1, editor: 2, admin: 3 }

/** Whether `actor` may do `action`, by role and by what a token is limited to: `yes`, or why not. `repo` and `stage`
 *  are what the action touches. Whether the repository may be seen at all is the viewer's matter. */
export function decidePermission(
  actor: Actor | null,
  action: Action,
  { repo, stage }: { readonly repo?: string; readonly stage?: string | null } = {},
): 'yes' | PermissionRefusalCode {
  if (actor === null) return 'not-signed-in'
  const { role, scopes }: Needs = PERMISSIONS[action]
  if (RANKS[actor.role] < RANKS[role]) return 'role-missing'
  if (!hasScope(actor, scopes)) return 'token-scope'
  if (repo !== undefined && !isWithin(actor.repos, repo)) return 'token-repo'
  if (stage !== undefined && stage !== null && !isWithin(actor.stages, stage)) return 'token-stage'
  return 'yes'
}

/**
 * Whether `actor` may read. A token needs the scope `read` or `admin`; without it the token gets only the answers to
 * its own commands.
 */
export function canRead(actor: Actor | null): boolean {
  return actor === null || hasScope(actor, ['read'])
}

function hasScope({ scopes }: Actor, wanted: readonly Scope[]): boolean {
  return scopes === 'all' || scopes.some((scope) => scope === 'admin' || wanted.includes(scope))
}

function isWithin(limit: 'all' | readonly string[], value: string): boolean {
  return limit === 'all' || limit.includes(value)
}
