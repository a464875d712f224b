import { NOTHING_SEEN, NOTHING_STORED, type Past } from './past'

/** A repository that nobody has ever looked at: everything is read from Git. */
export const NO_PAST: Past = {
  repo: null,
  watch: null,
  ...NOTHING_STORED,
  ...NOTHING_SEEN,
  listProofs: async () => new Map(),
  keepProofs: async () => {},
}
