import type { TagPlan } from './tag-plan'
import { formatTrailers, type Trailers } from './trailers'

/**
 * The whole message of a tag that Signet writes: GTO's words, a blank line, the trailers. What the tag
 * displaces comes from its plan. Throws where a value is no trailer text.
 */
export function formatTagMessage(input: {
  readonly plan: Pick<TagPlan, 'subject' | 'previous'>
  readonly trailers: Omit<Trailers, 'previous'>
}): string {
  const { plan, trailers } = input
  const previous = plan.previous?.oid ?? null
  return `${plan.subject}\n\n${formatTrailers({ ...trailers, previous })}`
}
