import type { ReactNode } from 'react'
import type { PlannedTag, SignerView } from '@/lib/views/command'
import { Icon } from '../ui/icon'
import { CheckList } from './check-list'
import { DifferenceTable } from './difference-table'
import { StageChange } from './stage-change'
import { TagFacts } from './tag-facts'
import { WorkflowList } from './workflow-list'

type Props = {
  readonly planned: PlannedTag
  readonly signer: SignerView | null
  readonly order: readonly string[]
}

/** One tag that will be written: what changes by it, the tag itself, what was checked, what runs on it. */
export function PlannedTagView({ planned, signer, order }: Props) {
  const { bringsBack, stage, difference, checks, workflows } = planned
  return (
    <div className="flex flex-col gap-5">
      <Part title="What changes">
        <StageChange planned={planned} order={order} />
        {bringsBack ? (
          <p className="mt-2 flex items-start gap-2 text-text-soft">
            <Icon name="history" className="mt-0.5" />
            <span>
              <code className="text-xs font-semibold text-text">{bringsBack}</code> comes back into{' '}
              {stage ?? 'its stage'}: it was there before, and its tag still stands.
            </span>
          </p>
        ) : null}
      </Part>
      {checks.length > 0 ? (
        <Part title="Rules">
          <CheckList checks={checks} />
        </Part>
      ) : null}
      {difference ? (
        <Part title={`From ${difference.from} to ${difference.to}`}>
          <DifferenceTable difference={difference} />
        </Part>
      ) : null}
      <Part title="What is written">
        <TagFacts planned={planned} signer={signer} />
      </Part>
      <Part title="CI workflows">
        <WorkflowList workflows={workflows} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-medium text-text-faint">{title}</h3>
      {children}
    </section>
  )
}
