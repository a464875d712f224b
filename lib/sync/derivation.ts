import { createHash } from 'node:crypto'
import type { Config, RepoConfig } from '@/lib/config/config'
import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { PIPELINE_VERSION } from '@/lib/lineage/derive-pipeline'
import { DERIVATION } from '@/lib/registry/derive-artifact'
import type { BranchFact } from '@/lib/snapshot/types'
import { PARSER_VERSION } from '@/lib/snapshot/yaml/open-yaml-parser'

/** What a derived registry depends on besides its tags. */
export type Derivation = {
  /** Programs, settings, keys and branch heads. While it is equal, only tags can have changed. */
  readonly key: string
  /** Programs and settings. When they differ, no stored facts can be reused. */
  readonly code: string
  readonly branches: readonly BranchFact[]
  /** Configured branches that the remote does not have. */
  readonly missing: readonly string[]
}

/** The inputs that decide whether tags count. */
type Trusted = {
  /** Canonical id that tags of the repository are signed for. */
  readonly repository: string
  /** Hash of the keys that are trusted. */
  readonly keyring: string
}

/** The fingerprint of programs, settings, trusted keys and branch heads that an index was derived with. */
export function buildDerivation(
  { config, repo }: { readonly config: Config; readonly repo: RepoConfig },
  refs: RemoteRefs,
  { repository, keyring }: Trusted,
): Derivation {
  const names = repo.branches ?? (refs.head ? [refs.head.branch] : [])
  const branches: BranchFact[] = []
  const missing: string[] = []
  for (const name of names) {
    const commit = refs.branches.get(name)
    if (commit) branches.push({ name, commit })
    else missing.push(name)
  }
  const programs = [DERIVATION, PIPELINE_VERSION, PARSER_VERSION]
  const code = hash([...programs, config.versionsPerStage, config.stageOrder])
  const { signatures, stageRules, serviceAccount, people } = config
  const trust = [repository, keyring, signatures, stageRules, serviceAccount.email, people]
  return { key: `${code}/${hash([branches, missing, trust])}`, code, branches, missing }
}

/** What is stored of a derivation: its key, and the name of the root's annotation file that facts were read from. */
export function formatStored(derivation: Derivation, index: string): string {
  return `${derivation.key}/${index}`
}

/** Whether nothing but tags can have changed since. */
export function hasSameKey(stored: string, derivation: Derivation): boolean {
  return stored.startsWith(`${derivation.key}/`)
}

/** Whether stored facts of commits are still valid. */
export function canReuseFacts(stored: string, derivation: Derivation, index: string): boolean {
  return stored.startsWith(`${derivation.code}/`) && stored.split('/').slice(2).join('/') === index
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
