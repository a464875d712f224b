import type { ReactNode } from 'react'
import type { Preview } from '@/lib/views/command'
import { RefusalNotice } from '../refusal/refusal-notice'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { PlannedTagView } from './planned-tag-view'

type Props = {
  readonly preview: Preview
  /** All stages, for their colours. */
  readonly order: readonly string[]
  /** Replaces the notice that the command is allowed or needs an approval. */
  readonly outcome?: ReactNode
}

/** The preview of a command, computed from the remote's current tags. */
export function PreviewPane({ preview, order, outcome }: Props) {
  const { tags, signer } = preview
  const [only, ...others] = tags
  return (
    <div className="flex flex-col gap-5">
      {preview.outcome !== 'refused' && outcome ? outcome : <PreviewOutcome preview={preview} />}
      {only && others.length === 0 ? (
        <PlannedTagView planned={only} signer={signer} order={order} />
      ) : (
        tags.map((planned) => (
          <details
            key={planned.tag}
            open={planned === only}
            className="group rounded-lg border border-line"
          >
            <summary className="flex min-h-10 flex-wrap items-center gap-x-2 px-4 py-1.5 hover:bg-sunken">
              <Icon
                name="chevron-right"
                className="size-3.5 text-text-faint group-open:rotate-90"
              />
              <span className="font-medium">{planned.artifact}</span>
              <code className="text-xs text-text-soft">
                {planned.difference ? `${planned.difference.from} → ` : null}
                {planned.version}
              </code>
              <code className="ms-auto text-xs text-text-faint">{planned.tag}</code>
            </summary>
            <div className="border-t border-line p-4">
              <PlannedTagView planned={planned} signer={signer} order={order} />
            </div>
          </details>
        ))
      )}
    </div>
  )
}

/** Whether the command is allowed, at once or after an approval. */
function PreviewOutcome({ preview }: { readonly preview: Preview }) {
  const { outcome, refusal, tags, signer } = preview
  if (outcome === 'refused' && isReasonAlone(tags)) {
    return (
      <Notice tone="warning" title="A reason is needed">
        The rules of {stagesOf(tags)} require a reason. It becomes part of the signed tag.
      </Notice>
    )
  }
  if (outcome === 'refused') {
    return refusal ? <RefusalNotice refusal={refusal} /> : null
  }
  if (outcome === 'needs-approval') {
    return (
      <Notice tone="warning" title="Another person has to approve">
        The rules of {stagesOf(tags)} require an approval. You can request it now. Nothing is
        written before the approval, and Signet checks everything again then.
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

/** Whether only a reason is missing. */
function isReasonAlone(tags: Preview['tags']): boolean {
  const failed = tags.flatMap((tag) => tag.checks.filter(({ outcome }) => outcome === 'fail'))
  return failed.length > 0 && failed.every(({ rule }) => rule === 'reason')
}

/** The stages whose rules apply: deregistering a version affects the stages that it holds. */
function stagesOf(tags: Preview['tags']): string {
  const stages = tags.flatMap((tag) => tag.checks.flatMap(({ details }) => details.stage ?? []))
  return [...new Set(stages)].join(', ')
}
