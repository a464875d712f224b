import path from 'node:path'
import { BaseSequencer } from 'vitest/node'

/** The files that take longest, the longest first: servers that are killed, cut off and attacked. */
export const LONGEST = [
  /^e2e\/faults\//,
  /^e2e\/hostile\//,
  /\/(?:engine-)?kill\.(?:endure\.)?test\.ts$/,
  /^lib\/promote\//,
  /^lib\/(?:index|keys|sync)\//,
]

/**
 * Where a file starts, by its path from the root: the lower, the sooner.
 * @param {string} file
 */
export function rankFile(file) {
  const found = LONGEST.findIndex((pattern) => pattern.test(file))
  return found === -1 ? LONGEST.length : found
}

/**
 * Starts the longest files first, so that none of them is left to run alone at the end: a fresh clone has measured no
 * durations by which Vitest could do that.
 */
export class LongestFirst extends BaseSequencer {
  /**
   * @override
   * @param {import('vitest/node').TestSpecification[]} files
   */
  async sort(files) {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }) => rankFile(path.relative(this.ctx.config.root, moduleId))
    return sorted.toSorted((a, b) => rank(a) - rank(b))
  }
}
