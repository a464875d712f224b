import { formatCount, LIMITS } from '@/lib/repo-data/limits'
import type { ArtifactFacts } from './facts'
import type { ArtifactName } from './names'
import type { RegistryProblem } from './problem'
import { lengthOf } from './values'

/** Owners are kept even when other facts are left out. Truncation can remove owners but adds none. */
const FEW_OWNERS = 5

/**
 * Makes the facts of all versions of a repository fit together: one file can be that of every version. When the
 * limits are reached, the others keep what their state is made of, and say what they lack.
 */
export function openFactsLimit(): (artifact: ArtifactName, facts: ArtifactFacts) => ArtifactFacts {
  let values: number = LIMITS.allValues
  let characters: number = LIMITS.allTextCharacters
  return (artifact, facts) => {
    const count = Object.keys(facts.metrics).length + Object.keys(facts.params).length
    const length = countText(facts)
    if (count <= values && length <= characters) {
      values -= count
      characters -= length
      return facts
    }
    return {
      ...facts,
      description: '',
      labels: [],
      owners: facts.owners.slice(0, FEW_OWNERS),
      metrics: {},
      params: {},
      card: null,
      directions: {},
      framework: null,
      origins: [],
      problems: [buildProblem(artifact)],
    }
  }
}

function countText(facts: ArtifactFacts): number {
  const fields = [...(facts.framework?.inputs ?? []), ...(facts.framework?.outputs ?? [])]
  const details = facts.problems.map(({ detail }) => detail)
  let count = 0
  for (const text of [
    facts.description,
    facts.path ?? '',
    facts.card?.path ?? '',
    ...facts.labels,
    ...facts.owners,
    ...Object.keys(facts.directions),
    ...details,
  ])
    count += text.length
  for (const { name, type } of fields) count += (name?.length ?? 0) + type.length
  for (const { key, path } of facts.origins) count += key.length + path.length
  for (const values of [facts.metrics, facts.params]) {
    for (const [name, value] of Object.entries(values)) count += name.length + lengthOf(value)
  }
  return count
}

const EXCEEDED = `all versions of the repository: the limits are ${formatCount(LIMITS.allValues)} metrics and parameters, and ${formatCount(LIMITS.allTextCharacters)} characters`

function buildProblem(artifact: ArtifactName): RegistryProblem {
  const place = { file: null, line: null, tag: null, commit: null }
  return { code: 'too-many-values', artifact, ...place, detail: EXCEEDED }
}
