import { listNewestEvents } from '@/lib/index/read/written-tags'
import { fingerprintTags } from '@/lib/registry/commands/fingerprint-tags'
import type { Refusal } from '@/lib/views/refusal'
import type { LoadedArtifact } from './load-repo'
import type { Work } from './work'

/** How many tags may have come since a preview to be told apart from what was there. */
const MOST = 50

/**
 * Who wrote what since the artifacts' tags had the fingerprint `expected`: the newest tag, where taking away the
 * newest ones leads back to it. Otherwise tags were moved or are gone, and nothing is said of anybody.
 */
export async function findForeign(
  { context, repo }: Work,
  artifacts: readonly LoadedArtifact[],
  expected: string,
): Promise<Refusal['details']> {
  const names = artifacts.map(({ input }) => input.name)
  const newest = await listNewestEvents(context.sync.database, repo.slug, {
    artifacts: names,
    limit: MOST,
  })
  let tags = artifacts.flatMap((one) => one.tags)
  for (const event of newest) {
    tags = tags.filter(({ name }) => name !== event.tag)
    if (fingerprintTags(tags) !== expected) continue
    const [first = event] = newest
    return {
      artifact: first.artifact,
      tag: first.tag,
      by: first.actor ?? first.tagger,
      at: first.at,
    }
  }
  return {}
}
