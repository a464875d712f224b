import { existsSync } from 'node:fs'
import type { Config, RepoConfig } from '@/lib/config/config'
import { GitError } from '@/lib/git/git-error'
import { listRemote } from '@/lib/git/list-remote'
import type { Mirror } from '@/lib/git/mirror'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { updateMirror } from '@/lib/git/update-mirror'
import { formatStateHash } from '@/lib/registry/state-hash'
import type { BlobMemory } from '@/lib/snapshot/blob-memory'
import { openSnapshot } from '@/lib/snapshot/open-snapshot'
import { openYamlParser } from '@/lib/snapshot/yaml/open-yaml-parser'
import { type DerivedRepo, deriveRepo } from './derive-repo'
import { openRepoMirror } from './open-repo-mirror'
import { readDerivation } from './read-derivation'
import { EMPTY_INDEX, NO_SEEN_TAGS, type StoredState } from './stored-state'

/** The state of a repository before its first sync: everything is read from Git. */
const EMPTY_STATE: StoredState = {
  repo: null,
  watch: null,
  ...EMPTY_INDEX,
  ...NO_SEEN_TAGS,
  listProofs: async () => new Map(),
  keepProofs: async () => {},
}

export type VerifiedRepo = {
  /** Without credentials. */
  readonly url: string
  readonly head: RemoteRefs['head']
  readonly derived: Omit<DerivedRepo, 'seen'>
  /** As a server that trusts the same keys reports it. */
  readonly stateHash: string
}

const NO_MEMORY: BlobMemory = { find: async () => undefined, poison: async () => {} }

/**
 * Derives a repository's registry from a fresh clone below `workDir`, without server and database. Own keys
 * are those of `config.dataDir`, where there is one. Throws GitError and TrustError.
 */
export async function verifyRepo(
  config: Config,
  repo: RepoConfig,
  workDir: string,
): Promise<VerifiedRepo> {
  const mirror = await openRepoMirror({ ...config, dataDir: workDir }, repo)
  await updateMirror(mirror, () => {})
  const refs = await listRemote(mirror)
  // Looking for keys makes their directory: a machine that never ran a server stays as it is.
  const dataDir = existsSync(config.dataDir) ? config.dataDir : workDir
  const derived = await deriveFresh({ ...config, dataDir }, { repo, mirror }, refs)
  const { seen: _, ...rest } = derived
  return {
    url: mirror.remote.display,
    head: refs.head,
    derived: rest,
    stateHash: formatStateHash(derived.artifacts),
  }
}

async function deriveFresh(
  config: Config,
  { repo, mirror }: { readonly repo: RepoConfig; readonly mirror: Mirror },
  refs: RemoteRefs,
): Promise<DerivedRepo> {
  const basis = await readDerivation(config, { repo, mirror }, refs)
  const parser = openYamlParser()
  const snapshot = openSnapshot(mirror, { parser, known: NO_MEMORY })
  try {
    const input = { slug: repo.slug, mirror, snapshot, refs, stored: EMPTY_STATE, now: new Date() }
    const derived = await deriveRepo({ config }, { ...input, ...basis })
    if (derived !== 'moved') return derived
    throw new GitError('ref-conflict', 'The remote changed while it was read. Try again.')
  } finally {
    await snapshot.close()
    await parser.close()
  }
}
