import type { WorkflowTrap, WorkflowView, WorkflowWhy } from '@/lib/workflows/workflow'
import { Badge, type Tone } from '../ui/badge'
import { Icon } from '../ui/icon'
import type { IconName } from '../ui/icon-names'
import { UntrustedText } from '../ui/untrusted-text'

const LOOKS = {
  starts: { icon: 'circle-play', tone: 'ok', word: 'Starts' },
  'does-not-start': { icon: 'circle-minus', tone: 'neutral', word: 'Does not start' },
  unknown: { icon: 'circle-help', tone: 'warning', word: 'May start' },
} satisfies Record<WorkflowView['outcome'], { icon: IconName; tone: Tone; word: string }>

/** The workflows that the Git host will run on the tag, according to the files at its commit. */
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

type Sentence = (details: WorkflowView['details']) => string

const SENTENCES = {
  'every-push': () => 'It runs on every push.',
  'tag-filter-matches': (d) => `Its tag filter ${quote(d.pattern)} matches.`,
  'not-ignored': () => 'It ignores other tags, but not this one.',
  'create-event': () => 'It runs whenever a branch or tag is created.',
  'jobs-match': () => 'The rules of its jobs match the tag.',
  'manual-jobs-only': (d) =>
    `A pipeline is created, and its jobs wait for a manual start${jobs(d.manualJobs)}.`,
  'other-events': (d) => `It runs on other events only${jobs(d.events)}.`,
  'branches-only': () => 'It filters branches only, so it runs on no tag.',
  'no-tag-filter-matches': (d) => `None of its tag filters matches${jobs(d.patterns)}.`,
  'tag-excluded': (d) => `Its tag filter ${quote(d.pattern)} excludes this tag.`,
  'tag-ignored': (d) => `It ignores tags like ${quote(d.pattern)}.`,
  'jobs-skipped': () => 'The conditions of all its jobs exclude this tag.',
  'workflow-rules-exclude': () => 'Its workflow:rules exclude this tag.',
  'no-job-matches': () => 'The rules of no job match the tag.',
  'need-missing': (d) =>
    `GitLab creates no pipeline: ${quote(d.job)} needs ${quote(d.needed)}, which is not in it.`,
  'no-jobs': () => 'It has no jobs.',
  'too-many-tags': (d) =>
    `One push contains more than ${d.limit ?? 3} tags, and GitHub then starts no workflow.`,
  'file-unreadable': () => 'The file cannot be read.',
  'filter-invalid': (d) => `A filter cannot be read${d.pattern ? `: ${quote(d.pattern)}` : ''}.`,
  'filters-conflict': () => 'It has tags and tags-ignore at once, which GitHub does not accept.',
  'condition-unknown': () => 'It depends on conditions that are known only when it runs.',
  'include-unread': () => 'It includes files that Signet does not read.',
  'pipelines-limited': (d) =>
    `GitLab limits the pipelines of one push${d.limit ? ` to ${d.limit}` : ''}.`,
  'too-much-work': (d) =>
    `Reading the CI files requires more than ${format(d.limit)} steps, which is the limit.`,
  'too-many-files': (d) => `There are more than ${format(d.limit)} CI files, which is the limit.`,
} satisfies Record<WorkflowWhy, Sentence>

const TRAPS = {
  'matches-without-model':
    'Its filter looks like one for versions, but tags here begin with the model’s name.',
  'star-stops-at-slash': 'In its filter, * does not match the / of this model’s tags; ** does.',
  'colon-for-equals': 'Its filter says dir:name, where tags say dir=name.',
  'special-characters': 'Its filter contains +, ? or [, which have a special meaning there.',
  'at-sign-in-refs': 'In only and except, what follows @ is the path of a project, not of a tag.',
  'every-tag': 'It starts on every tag of the repository, whatever the tag says.',
} satisfies Record<WorkflowTrap, string>

/** The reason why a workflow starts or not, in a sentence. */
function workflowSentence({ why, details }: WorkflowView): string {
  const sentence: Sentence = SENTENCES[why]
  return sentence(details)
}

/** The mistake in a filter that looks right. */
function trapSentence(trap: WorkflowTrap): string {
  return TRAPS[trap]
}

type Detail = WorkflowView['details'][string] | undefined

function format(value: Detail): string {
  return Number(value).toLocaleString('en-US')
}

function quote(value: Detail): string {
  return `“${String(value ?? '')}”`
}

function jobs(value: Detail): string {
  return Array.isArray(value) && value.length > 0 ? `: ${value.join(', ')}` : ''
}
