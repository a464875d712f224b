import type { PipelinePage, PipelineView } from '@/lib/views/pipeline'

/** An answer holds as many stages as fit into about so many characters of JSON, and at least one. */
const MAX_LENGTH = 1_500_000

/** The stages of a pipeline from `offset` on, roots one after the other, with the edges that lead to them. */
export function pagePipeline({ commit, roots }: PipelineView, offset: number): PipelinePage {
  const total = roots.reduce((sum, { stages }) => sum + stages.length, 0)
  const shown: PipelinePage['roots'][number][] = []
  let length = 0
  let at = 0
  let end = offset
  for (const { root, stages, edges, problems } of roots) {
    const kept = stages.filter((stage) => {
      at += 1
      if (at <= offset || at - 1 > end) return false
      length += JSON.stringify(stage).length
      if (length > MAX_LENGTH && end > offset) return false
      end = at
      return true
    })
    const ids = new Set(kept.map(({ id }) => id))
    if (kept.length === 0 && stages.length > 0) continue
    const leading = edges.filter(([, to = '']) => ids.has(to))
    shown.push({ root, stages: kept, edges: leading, problems })
  }
  return { commit, roots: shown, total, next: end < total ? end : null }
}
