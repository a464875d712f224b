/**
 * The objects of which a process has one: its configuration, database, queue, signer and limits. Next's bundles contain
 * a copy of each module, so a module variable may exist several times. An object stored here exists once.
 */
const KEY = Symbol.for('signet.runtime')

const shared = globalThis as { [KEY]?: Map<string, unknown> }
const objects = shared[KEY] ?? new Map<string, unknown>()
shared[KEY] = objects

/** A place for one object. It belongs to the module that names it. */
export type Slot<Value> = {
  /** Null until it is set. */
  readonly get: () => Value | null
  /** Null empties the place. */
  readonly set: (value: Value | null) => void
}

export function openSlot<Value>(name: string): Slot<Value> {
  return {
    get: () => (objects.get(name) ?? null) as Value | null,
    set: (value) => void objects.set(name, value),
  }
}

/** The object of this name, created on first use. */
export function getOrCreate<Value>(name: string, create: () => Value): Value {
  const slot = openSlot<Value>(name)
  const value = slot.get() ?? create()
  slot.set(value)
  return value
}
