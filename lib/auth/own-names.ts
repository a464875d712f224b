import type { Actor } from './actor'

/** The names by which the requester may be called as an owner: the name and the verified address. */
export function listOwnNames(actor: Actor | null): readonly string[] {
  return actor === null ? [] : [actor.name, actor.email].filter((name) => name !== null)
}
