import { openRecall, type Recall } from './recall'
import { openWork, type Work } from './work'

/** What derivations of one repository share. */
export type Memory = {
  readonly recall: Recall
  /** Of all of them together. */
  readonly work: Work
}

/** Steps for all files of a repository together, some seconds. */
const STEPS = 50_000_000

export function openMemory(): Memory {
  return { recall: openRecall(), work: openWork(STEPS) }
}
