import type { ModelDetailView, VersionView } from '@/lib/views/model'

/** The latest version with its facts; null if none is registered. */
export function findLatest(model: ModelDetailView): VersionView | null {
  const name = model.latest?.version
  return model.versions.find((version) => version.version === name) ?? null
}
