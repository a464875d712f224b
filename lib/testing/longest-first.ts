import path from 'node:path'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, the longest first: servers that are killed, cut off and attacked. */
export const LONGEST: readonly RegExp[] = [
  /^e2e\/faults\//,
  /\/(?:engine-)?kill\.(?:endure\.)?test\.ts$/,
  /^e2e\/hostile\//,
  /^lib\/promote\//,
  /^lib\/(?:index|keys|sync)\//,
]

/** Where a file starts, by its path from the root: the lower, the sooner. */
export function rankFile(file: string): number {
  const found = LONGEST.findIndex((pattern) => pattern.test(file))
  return found === -1 ? LONGEST.length : found
}

/** Starts the longest files first, so that none of them is left to run alone at the end: a fresh clone has measured no
 *  durations by which Vitest could do that. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) =>
      rankFile(path.relative(this.ctx.config.root, moduleId))
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
