import type { RegistryVersion } from './artifact'
import type { Scalar } from './values'

/** null: it has no such value. */
export type ValueChange = {
  readonly name: string
  readonly before: Scalar
  readonly after: Scalar
}

/** What differs between the displaced version and the new one. */
export type VersionDifference = {
  readonly from: string
  readonly to: string
  readonly metrics: readonly ValueChange[]
  readonly params: readonly ValueChange[]
  /** Hashes of the model; null where both are the same. */
  readonly content: { readonly before: string | null; readonly after: string | null } | null
}

/** Metrics and params that are not the same in both, by name, and the hash of the model's content. */
export function compareVersions(from: RegistryVersion, to: RegistryVersion): VersionDifference {
  const before = from.facts?.hash ?? null
  const after = to.facts?.hash ?? null
  return {
    from: from.name,
    to: to.name,
    metrics: listChanges(from.facts?.metrics ?? {}, to.facts?.metrics ?? {}),
    params: listChanges(from.facts?.params ?? {}, to.facts?.params ?? {}),
    content: before === after ? null : { before, after },
  }
}

type Values = Readonly<Record<string, Scalar>>

function listChanges(from: Values, to: Values): readonly ValueChange[] {
  const names = new Set([...Object.keys(from), ...Object.keys(to)])
  return [...names]
    .toSorted()
    .map((name) => ({ name, before: pick(from, name), after: pick(to, name) }))
    .filter(({ before, after }) => before !== after)
}

function pick(values: Values, name: string): Scalar {
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null
}
