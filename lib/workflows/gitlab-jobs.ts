import type { DataValue } from '@/lib/snapshot/types'
import { asMapping, asTexts, valueAt } from './yaml-value'

export type Job = { readonly [key: string]: DataValue }
type Mapping = Job

/** Top-level keys of .gitlab-ci.yml that are no jobs. */
const KEYWORDS = new Set([
  ...[
    'default',
    'include',
    'stages',
    'types',
    'variables',
    'workflow',
    'spec',
    'image',
    'services',
  ],
  ...['cache', 'before_script', 'after_script'],
])
const MAX_DEPTH = 11

/** The jobs of a file with what they extend filled in; null for one that extends what the file does not have. */
export function listGitlabJobs(
  file: Mapping,
): readonly (readonly [name: string, job: Job | null])[] {
  const resolved = new Map<string, Job | null>()
  return Object.entries(file)
    .filter(
      ([name, job]) => !name.startsWith('.') && !KEYWORDS.has(name) && asMapping(job) !== null,
    )
    .map(([name]) => [name, resolve({ file, resolved }, name, 0)] as const)
}

type Resolving = { readonly file: Mapping; readonly resolved: Map<string, Job | null> }

/** Later parents win over earlier ones and the job over all; mappings are merged, everything else replaced. */
function resolve(resolving: Resolving, name: string, depth: number): Job | null {
  const known = resolving.resolved.get(name)
  if (known !== undefined) return known
  const own = asMapping(valueAt(resolving.file, name))
  if (own === null || depth > MAX_DEPTH) return null
  resolving.resolved.set(name, null)
  const parents = asTexts(valueAt(own, 'extends')) ?? []
  const bases = parents.map((parent) => resolve(resolving, parent, depth + 1))
  const job = [...bases, own].reduce((merged, next) =>
    merged === null || next === null ? null : merge(merged, next),
  )
  resolving.resolved.set(name, job)
  return job
}

function merge(base: Mapping, over: Mapping): Mapping {
  const merged = new Map(Object.entries(base))
  for (const [key, value] of Object.entries(over)) {
    const below = asMapping(merged.get(key))
    const above = asMapping(value)
    merged.set(key, below !== null && above !== null ? merge(below, above) : value)
  }
  return Object.fromEntries(merged)
}
