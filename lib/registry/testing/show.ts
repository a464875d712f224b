import type { RegistryArtifact, RegistryVersion } from '@/lib/registry/artifact'
import type { StageName } from '@/lib/registry/names'

/** One row of `gto show`. */
export type ShowRow = {
  readonly version: string | null
  readonly stage: Readonly<Record<string, string | null>>
  readonly registered: boolean
  readonly active: boolean
}

export type ShowOptions = {
  readonly sort?: 'assigned' | 'semver'
  readonly deprecated?: 'hidden' | 'shown'
  /** `stages` of `.gto`. */
  readonly stages?: readonly string[] | null
}

/** The output of `gto show --json`, computed from Signet's state. */
export function show(
  artifacts: readonly RegistryArtifact[],
  options: ShowOptions = {},
): Readonly<Record<string, ShowRow>> {
  const used = new Set<string>(artifacts.flatMap((artifact) => [...artifact.stages.keys()]))
  const columns = options.stages ?? [...used].sort()
  const shown = artifacts.filter((one) => options.deprecated === 'shown' || !one.deprecated)
  return Object.fromEntries(
    shown.map((artifact) => [
      artifact.name,
      {
        version: artifact.latest?.name ?? null,
        stage: Object.fromEntries(
          columns.map((stage) => [stage, formatHolders(artifact, stage, options)]),
        ),
        registered: artifact.registered,
        active: !artifact.deprecated,
      },
    ]),
  )
}

function formatHolders(
  artifact: RegistryArtifact,
  stage: string,
  options: ShowOptions,
): string | null {
  if (options.sort === 'semver') return findSemverHolder(artifact, stage)?.name ?? null
  const holders = artifact.stages.get(stage as StageName) ?? []
  return holders.map(({ version }) => version.name).join(', ') || null
}

/** `gto show` sorted by SemVer: the highest version that has the stage. */
function findSemverHolder(artifact: RegistryArtifact, stage: string): RegistryVersion | null {
  const has = (version: RegistryVersion) => version.stageEvents.get(stage as StageName)?.active
  return artifact.versions.find((version) => version.active && has(version)) ?? null
}
