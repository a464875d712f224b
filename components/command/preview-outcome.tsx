import type { Preview } from '@/lib/views/command'
import { RefusalNotice } from '../refusal/refusal-notice'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'

/** Whether it may be done as things stand, at once or after an approval. */
export function PreviewOutcome({ preview }: { readonly preview: Preview }) {
  const { outcome, refusal, tags, signer } = preview
  if (outcome === 'refused' && isReasonAlone(tags)) {
    return (
      <Notice tone="warning" title="A reason is needed">
        The rules of {stagesOf(tags)} ask why. It stands in the signed tag.
      </Notice>
    )
  }
  if (outcome === 'refused') {
    return refusal ? <RefusalNotice refusal={refusal} /> : null
  }
  if (outcome === 'needs-approval') {
    return (
      <Notice tone="warning" title="Somebody else has to approve">
        The rules of {stagesOf(tags)} ask for it. You can ask now; nothing is written before the
        approval, and everything is checked anew then.
      </Notice>
    )
  }
  if (signer === null) return <RefusalNotice refusal={{ code: 'signing-off', details: {} }} />
  return (
    <p className="flex items-center gap-2 text-text-soft">
      <Icon name="circle-check" className="text-ok" />
      {tags.length > 1
        ? `Allowed: ${tags.length} tags in one push, all of them or none.`
        : 'Allowed. Nothing is written until you confirm.'}
    </p>
  )
}

/** Whether a reason is all that is missing. */
function isReasonAlone(tags: Preview['tags']): boolean {
  const failed = tags.flatMap((tag) => tag.checks.filter(({ outcome }) => outcome === 'fail'))
  return failed.length > 0 && failed.every(({ rule }) => rule === 'reason')
}

/** The stages whose rules apply: a tag that takes a version back touches those that it holds. */
function stagesOf(tags: Preview['tags']): string {
  const stages = tags.flatMap((tag) => tag.checks.flatMap(({ details }) => details.stage ?? []))
  return [...new Set(stages)].join(', ')
}
