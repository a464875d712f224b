import { CircleCheck } from 'lucide-react'
import type { Preview } from '@/lib/promote/views'
import { RefusalNotice } from '../refusal/refusal-notice'
import { Notice } from '../ui/notice'

/** Whether it may be done as things stand, at once or after an approval. */
export function PreviewOutcome({ preview }: { readonly preview: Preview }) {
  const { outcome, refusal, tags } = preview
  if (outcome === 'refused') {
    return refusal ? <RefusalNotice refusal={refusal} /> : null
  }
  if (outcome === 'needs-approval') {
    const rules = new Set(tags.flatMap((tag) => (tag.stage ? [tag.stage] : [])))
    return (
      <Notice tone="warning" title="Somebody else has to approve">
        The rules of {[...rules].join(', ')} ask for it. You can ask now; nothing is written before
        the approval, and everything is checked anew then.
      </Notice>
    )
  }
  return (
    <p className="flex items-center gap-2 text-text-soft">
      <CircleCheck aria-hidden className="text-ok" />
      {tags.length > 1
        ? `Allowed: ${tags.length} tags in one push, all of them or none.`
        : 'Allowed. Nothing is written until you confirm.'}
    </p>
  )
}
