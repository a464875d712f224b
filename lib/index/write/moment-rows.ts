import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { HolderRule } from '@/lib/registry/stage-holders'
import { listMoments } from '@/lib/registry/state-hash'
import type { MomentHolder } from '@/lib/registry/timeline'
import type { Row } from './derived-row'

/** The states of an artifact over time, each until the next. None where the timeline is cut. */
export function buildMomentRows(repo: string, artifact: RegistryArtifact, rule: HolderRule): Row[] {
  const moments = listMoments(artifact, rule)
  return moments.map(({ since, newest, latest, ...moment }, index) => ({
    repo,
    artifact: artifact.name,
    tag: newest.tag.name,
    since_seconds: since,
    until_seconds: moments[index + 1]?.since ?? null,
    since_offset: newest.tag.at.offset,
    latest_version: latest?.version.name ?? null,
    latest_commit: latest?.version.commit ?? null,
    latest_seconds: latest?.registration.tag.at.seconds ?? null,
    latest_offset: latest?.registration.tag.at.offset ?? null,
    version_count: moment.versionCount,
    deprecated: moment.deprecated,
    holders: moment.holders.map(buildHolder),
    state_hash: moment.hash,
  }))
}

/** As `stage_holders_at` takes it apart. */
function buildHolder({ stage, version, position, assignment, behind }: MomentHolder) {
  return [stage, version.name, version.commit, position, assignment.tag.name, behind]
}
