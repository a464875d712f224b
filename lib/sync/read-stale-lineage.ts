import type { StoredLineages } from '@/lib/index/write/stored'
import { openStaleLineage } from '@/lib/lineage/open-stale-lineage'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { DeriveCache } from '@/lib/registry/derive-cache'
import { deriveDvc, isListedFile } from '@/lib/registry/derive-dvc'
import { openFiles } from '@/lib/registry/derived'
import type { ArtifactName } from '@/lib/registry/names'
import { groupBy } from '@/lib/repo-data/group-by'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { Oid } from '@/lib/snapshot/types'
import type { DeriveInput } from './derive-input'
import { inCommits, readDerived } from './read-facts'

/** Steps for the lineage of the latest versions of a repository, a few seconds. */
const STEPS = 5_000_000

type Latest = { readonly name: ArtifactName; readonly commit: Oid; readonly path: string }

/**
 * The artifacts whose latest version has a stale lineage. Of one that had the same latest version at the last sync, the
 * stored answer counts; the others are derived, commit by commit.
 */
export async function readStaleLineage(
  { snapshot, stored }: Pick<DeriveInput, 'snapshot' | 'stored'>,
  artifacts: readonly RegistryArtifact[],
  { cache, reusable }: { readonly cache: DeriveCache; readonly reusable: boolean },
): Promise<ReadonlySet<string>> {
  const latest = artifacts.flatMap(({ name, latest }): Latest[] =>
    latest?.facts?.path == null ? [] : [{ name, commit: latest.commit, path: latest.facts.path }],
  )
  const names = latest.map(({ name }) => name)
  const known: StoredLineages = reusable ? await stored.listLineage(names) : new Map()
  const isKnown = ({ name, commit }: Latest) => known.get(name)?.commit === commit
  const reused = latest.filter((one) => isKnown(one) && known.get(one.name)?.isStale)
  const fresh = latest.filter((one) => !isKnown(one))
  const derived = fresh.length === 0 ? [] : await deriveStale(snapshot, fresh, cache)
  return new Set([...reused.map(({ name }) => name), ...derived])
}

async function deriveStale(
  snapshot: Snapshot,
  latest: readonly Latest[],
  cache: DeriveCache,
): Promise<readonly ArtifactName[]> {
  await snapshot.list(
    latest.map(({ commit }) => commit),
    isListedFile,
  )
  const budget = openStepBudget(STEPS)
  const byCommit = groupBy(latest, ({ commit }) => commit)
  const commits = [...byCommit].map(([commit, models]) => ({ commit, models }))
  const derived = await readDerived(snapshot, await inCommits(snapshot, commits), (one) => {
    const files = openFiles(one.commit, snapshot.look)
    const { files: dvc } = deriveDvc(snapshot.listed(one.commit, isListedFile), files, cache)
    const compared = { read: files.peek, isMissing: files.isMissing }
    const isStale = openStaleLineage(dvc, { files: compared, budget })
    return files.derive(one.models.filter(({ path }) => isStale(path)))
  })
  return derived.flatMap(({ value }) => value.map(({ name }) => name))
}
