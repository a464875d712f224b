import type { WorkflowView } from '@/lib/workflows/workflow'
import { Badge, type Tone } from '../ui/badge'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'
import { UntrustedText } from '../ui/untrusted-text'
import { trapSentence, workflowSentence } from './workflow-sentence'

const LOOKS = {
  starts: { icon: 'circle-play', tone: 'ok', word: 'Starts' },
  'does-not-start': { icon: 'circle-minus', tone: 'neutral', word: 'Does not start' },
  unknown: { icon: 'circle-help', tone: 'warning', word: 'May start' },
} satisfies Record<WorkflowView['outcome'], { icon: IconName; tone: Tone; word: string }>

/** What the Git host will run on the tag, as the workflow files at its commit say. */
export function WorkflowList({ workflows }: { readonly workflows: readonly WorkflowView[] }) {
  if (workflows.length === 0) {
    return (
      <p className="text-text-soft">
        The commit has neither <code className="text-xs">.github/workflows</code> nor{' '}
        <code className="text-xs">.gitlab-ci.yml</code>: nothing runs on this tag.
      </p>
    )
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line">
      {workflows.map((workflow) => (
        <Workflow key={`${workflow.file} ${workflow.name}`} workflow={workflow} />
      ))}
    </ul>
  )
}

function Workflow({ workflow }: { readonly workflow: WorkflowView }) {
  const { outcome, name, file, jobs, trap } = workflow
  const { icon, tone, word } = LOOKS[outcome]
  return (
    <li className="flex flex-col gap-0.5 px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-medium break-words">
          <UntrustedText text={name} />
        </span>
        <code className="min-w-0 text-xs text-text-faint break-all">
          <UntrustedText text={file} />
        </code>
        <span className="ms-auto">
          <Badge tone={tone}>
            <Icon name={icon} className="size-3" />
            {word}
          </Badge>
        </span>
      </div>
      <p className="text-xs text-text-soft break-words">
        <UntrustedText text={workflowSentence(workflow)} />
        {jobs.length > 0 ? (
          <>
            {' '}
            Jobs: <UntrustedText text={jobs.join(', ')} />.
          </>
        ) : null}
      </p>
      {trap === null ? null : (
        <p className="flex gap-1.5 text-xs text-warning">
          <Icon name="triangle-alert" className="mt-px size-3.5" />
          {trapSentence(trap)}
        </p>
      )}
    </li>
  )
}
