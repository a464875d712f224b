import { GitError } from '@/lib/git/git-error'
import { formatCount } from '@/lib/repo-data/limits'
import type { PipelineView } from '@/lib/views/pipeline'

/** Characters of JSON of a whole pipeline, which a server holds as a whole. */
const MAX_LENGTH = 64 * 1024 * 1024

/** Throws GitError for a pipeline that is too large: a file of a few lines can repeat a long command 20,000 times. */
export function refuseLarge({ roots }: PipelineView): void {
  let left = MAX_LENGTH
  const take = (length: number) => {
    left -= length
    if (left >= 0) return
    const message = `The pipeline of the commit has more than ${formatCount(MAX_LENGTH)} characters.`
    throw new GitError('too-large', message)
  }
  const takeAll = (parts: readonly unknown[]) => {
    for (const part of parts) take(JSON.stringify(part).length)
  }
  for (const { stages, edges, problems } of roots) {
    // By parts: the text of one stage may be longer than a text can be.
    for (const { deps, outs, ...stage } of stages) takeAll([stage, ...deps, ...outs])
    takeAll(problems)
    for (const [from = '', to = ''] of edges) take(from.length + to.length)
  }
}
