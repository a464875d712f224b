import { createHash } from 'node:crypto'
import type { Config, RepoConfig } from '@/lib/config/config'
import type { RemoteRefs } from '@/lib/git/mirror'
import { DERIVATION } from '@/lib/registry/artifact'
import type { BranchFact } from '@/lib/snapshot/types'
import { PARSER_VERSION } from '@/lib/snapshot/yaml/open-yaml-parser'

/** What a derived registry depends on besides its tags. */
export type Derivation = {
  /** `CODE/BRANCHES`: both halves equal means that only tags can have changed. */
  readonly text: string
  /** Programs and settings; where it differs, nothing derived before can be used again. */
  readonly code: string
  readonly branches: readonly BranchFact[]
  /** Configured branches that the remote does not have. */
  readonly missing: readonly string[]
}

/** The fingerprint of programs, settings and branch heads that an index was derived with. */
export function formatDerivation(config: Config, repo: RepoConfig, refs: RemoteRefs): Derivation {
  const names = repo.branches ?? (refs.head ? [refs.head.branch] : [])
  const branches: BranchFact[] = []
  const missing: string[] = []
  for (const name of names) {
    const commit = refs.branches.get(name)
    if (commit) branches.push({ name, commit })
    else missing.push(name)
  }
  const code = hash([DERIVATION, PARSER_VERSION, config.versionsPerStage, config.stageOrder])
  return { text: `${code}/${hash([branches, missing])}`, code, branches, missing }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}
