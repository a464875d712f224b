import type { CommandKind } from '@/lib/registry/commands/command'

/** What the frame offers to those who may do it. */
export const RIGHTS = [
  ...(['assign', 'register', 'roll-back', 'unassign', 'deregister', 'deprecate'] as const),
  ...(['sync', 'own-tokens'] as const),
] satisfies readonly (CommandKind | 'sync' | 'own-tokens')[]

export type Right = (typeof RIGHTS)[number]

/** What the frame knows of its reader and of the registry, for keys and the palette. */
export type FrameFacts = {
  readonly isSignedIn: boolean
  readonly may: readonly Right[]
  /** In the configured order; empty without one. */
  readonly stages: readonly string[]
}

/** The attribute that carries the facts from the server. */
export const FACTS = 'data-frame'

/** The facts in the page; those of a reader who may do nothing if the frame has none. Nothing can be done in the past. */
export function readFrameFacts(): FrameFacts {
  const text = document.querySelector(`[${FACTS}]`)?.getAttribute(FACTS)
  const facts = text ? JSON.parse(text) : { isSignedIn: false, may: [], stages: [] }
  return document.querySelector('[data-past]') === null ? facts : { ...facts, may: [] }
}
