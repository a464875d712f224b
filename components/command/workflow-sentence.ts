import type { WorkflowTrap, WorkflowView, WorkflowWhy } from '@/lib/workflows/workflow'

type Sentence = (details: WorkflowView['details']) => string

const SENTENCES = {
  'every-push': () => 'It runs on every push.',
  'tag-filter-matches': (d) => `Its tag filter ${quote(d.pattern)} matches.`,
  'not-ignored': () => 'None of the tags that it ignores is this one.',
  'create-event': () => 'It runs whenever a branch or tag is created.',
  'jobs-match': () => 'The rules of its jobs match the tag.',
  'manual-jobs-only': (d) =>
    `A pipeline is made, and its jobs wait to be started by hand${jobs(d.manualJobs)}.`,
  'other-events': (d) => `It runs on other events only${jobs(d.events)}.`,
  'branches-only': () => 'It filters branches and no tags, so it runs on no tag.',
  'no-tag-filter-matches': (d) => `None of its tag filters matches${jobs(d.patterns)}.`,
  'tag-excluded': (d) => `Its tag filter ${quote(d.pattern)} leaves this tag out.`,
  'tag-ignored': (d) => `It ignores tags like ${quote(d.pattern)}.`,
  'jobs-skipped': () => 'The conditions of all of its jobs leave this tag out.',
  'workflow-rules-exclude': () => 'workflow:rules leave this tag out.',
  'no-job-matches': () => 'The rules of no job match the tag.',
  'need-missing': (d) =>
    `GitLab makes no pipeline: ${quote(d.job)} needs ${quote(d.needed)}, which is not in it.`,
  'no-jobs': () => 'It has no jobs.',
  'too-many-tags': (d) =>
    `One push brings more than ${d.limit ?? 3} tags, and GitHub starts nothing then.`,
  'file-unreadable': () => 'The file cannot be read.',
  'filter-invalid': (d) => `A filter cannot be read${d.pattern ? `: ${quote(d.pattern)}` : ''}.`,
  'filters-conflict': () => 'It has tags and tags-ignore at once, which GitHub does not accept.',
  'condition-unknown': () => 'It depends on conditions that are known only when it runs.',
  'include-unread': () => 'It includes files that are not read here.',
  'pipelines-limited': (d) =>
    `GitLab limits the pipelines of one push${d.limit ? ` to ${d.limit}` : ''}.`,
  'too-much-work': (d) =>
    `Reading the CI files takes more than ${format(d.limit)} steps, which is the limit.`,
  'too-many-files': (d) => `There are more than ${format(d.limit)} CI files, which is the limit.`,
} satisfies Record<WorkflowWhy, Sentence>

const TRAPS = {
  'matches-without-model':
    'Its filter looks like one for versions, but tags here begin with the model’s name.',
  'star-stops-at-slash': 'In its filter * does not match the / of this model’s tags; ** does.',
  'colon-for-equals': 'Its filter says dir:name, where tags say dir=name.',
  'special-characters':
    'Its filter has +, ? or [, which mean something else there than themselves.',
  'at-sign-in-refs': 'In only and except, what follows @ is the path of a project, not of a tag.',
  'every-tag': 'It starts on every tag of the repository, whatever the tag says.',
} satisfies Record<WorkflowTrap, string>

/** Why a workflow starts or not, in a sentence. */
export function workflowSentence({ why, details }: WorkflowView): string {
  const sentence: Sentence = SENTENCES[why]
  return sentence(details)
}

/** What is wrong with a filter that does something else than it seems to. */
export function trapSentence(trap: WorkflowTrap): string {
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
