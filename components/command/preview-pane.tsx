import type { ReactNode } from 'react'
import type { Preview } from '@/lib/views/command'
import { Icon } from '../ui/icon'
import { PlannedTagView } from './planned-tag-view'
import { PreviewOutcome } from './preview-outcome'

type Props = {
  readonly preview: Preview
  /** Every stage there is, for their colours. */
  readonly order: readonly string[]
  /** Stands where it says that it is allowed or needs an approval. */
  readonly outcome?: ReactNode
}

/** What a command would do, as computed from the remote's present tags. */
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
