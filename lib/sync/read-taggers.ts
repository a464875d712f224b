import { storableText } from '@/lib/database/storable-json'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { Named } from '@/lib/registry/mailmap'
import type { DeriveInput } from './derive-input'

type Found = {
  readonly artifacts: readonly RegistryArtifact[]
  /** Those that were derived, and those that are gone. */
  readonly touched: ReadonlySet<string>
  readonly everything: boolean
}

/**
 * The taggers of all events of the repository, each once. Returns `changed` when others than before have tags and not
 * every artifact was derived: the owners of the others may be other people then.
 */
export async function readTaggers(
  { stored }: DeriveInput,
  { artifacts, touched, everything }: Found,
): Promise<readonly Named[] | 'changed'> {
  const taggers = new Map<string, Named>()
  for (const { events } of artifacts) {
    for (const { tag } of events) taggers.set(formatKey(tag.tagger), tag.tagger)
  }
  if (everything || touched.size === 0) return [...taggers.values()]
  const before = await stored.listTaggers([...touched])
  for (const one of before) if (one.elsewhere) taggers.set(formatKey(one), one)
  const isSame =
    before.length === taggers.size && before.every((one) => taggers.has(formatKey(one)))
  return isSame ? [...taggers.values()] : 'changed'
}

/** As the index has it. */
function formatKey({ name, email }: Named): string {
  return storableText(`${name}\n${email}`)
}
