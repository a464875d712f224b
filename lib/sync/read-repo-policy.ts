import type { RemoteRefs } from '@/lib/git/parse-ref-list'
import { parseRepoPolicy, type RepoPolicy } from '@/lib/policy/repo-policy'
import type { RegistryProblem } from '@/lib/registry/problem'
import { quote } from '@/lib/repo-data/quote'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileFact } from '@/lib/snapshot/types'

const POLICY_FILE = '.signet.yaml'

type BrokenPolicy = Extract<RepoPolicy, { readonly kind: 'broken' }>

const NO_RULES: FoundPolicy = { policy: null, problems: [] }

const HEADLESS: BrokenPolicy = {
  kind: 'broken',
  key: '',
  detail:
    'HEAD of the repository names no branch that is there, so nothing says where the rules are',
}

export type FoundPolicy = {
  /** Null when the default branch has no such file. */
  readonly policy: RepoPolicy | null
  readonly problems: readonly RegistryProblem[]
}

/**
 * The repository's own rules, from its default branch. A file that cannot be read counts as broken. So do the rules of
 * a repository whose HEAD names no default branch.
 */
export async function readRepoPolicy(
  snapshot: Snapshot,
  { head, branches }: Pick<RemoteRefs, 'head' | 'branches'>,
): Promise<FoundPolicy> {
  if (head === null) return branches.size === 0 ? NO_RULES : buildBrokenPolicy(HEADLESS)
  const { commit } = head
  const request = { commit, path: POLICY_FILE, form: 'yaml' } as const
  if ((await snapshot.files([request])) === 'part') {
    snapshot.forget()
    await snapshot.files([request])
  }
  const fact = snapshot.look(request)
  const policy = buildPolicy(fact)
  if (policy?.kind !== 'broken') return { policy, problems: [] }
  return buildBrokenPolicy(policy, { line: findLine(fact, policy.key), commit })
}

function buildBrokenPolicy(
  policy: BrokenPolicy,
  { line, commit }: Pick<RegistryProblem, 'line' | 'commit'> = { line: null, commit: null },
): FoundPolicy {
  const { key, detail } = policy
  const text = key === '' ? detail : `${quote(key)}: ${detail}`
  const place = { artifact: null, file: POLICY_FILE, line, tag: null, commit }
  return { policy, problems: [{ code: 'policy-broken', ...place, detail: text }] }
}

function buildPolicy(fact: FileFact | undefined): RepoPolicy | null {
  if (fact?.kind === 'absent') return null
  if (fact?.kind === 'data') return parseRepoPolicy(fact.value)
  return { kind: 'broken', key: '', detail: fact?.kind === 'problem' ? fact.detail : 'not read' }
}

/** Lines are known down to three levels: the nearest key above that has one. */
function findLine(fact: FileFact | undefined, key: string): number | null {
  if (fact?.kind === 'problem') return fact.line
  if (fact?.kind !== 'data' || key === '') return null
  const parts = key.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const line = fact.lines[`/${parts.slice(0, length).join('/')}`]
    if (line !== undefined) return line
  }
  return null
}
