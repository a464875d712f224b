import type { Past } from './past'

/** A repository that nobody has ever looked at: everything is read from Git. */
export const NO_PAST: Past = {
  repo: null,
  watch: null,
  listTags: async () => new Map(),
  listEvents: async () => [],
  listArtifacts: async () => [],
  listIgnored: async () => [],
  listFacts: async () => new Map(),
  listSeen: async () => [],
  listStanding: async () => new Map(),
  listGone: async () => [],
  listProofs: async () => new Map(),
  keepProofs: async () => {},
}
