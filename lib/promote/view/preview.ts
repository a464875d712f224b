import type { Actor } from '@/lib/auth/actor'
import { GitError } from '@/lib/git/git-error'
import { LIMITS } from '@/lib/repo-data/limits'
import { openStepBudget, type StepBudget } from '@/lib/repo-data/step-budget'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileRequest } from '@/lib/snapshot/types'
import type { PlannedTag, Preview, SignerView } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'
import { listWorkflows } from '@/lib/workflows/list-workflows'
import type { WorkflowFile, WorkflowView } from '@/lib/workflows/workflow'
import type { Checked, CheckRequest } from '../check/checked'
import type { FreshState } from '../check/fresh-state'
import type { PromoteContext } from '../context'
import { formatMessage } from '../execute/tag-message'
import { refuseGitFailure } from '../failure-refusals'
import type { PreviewValues } from '../repo-reads'
import { authorize, listActions } from '../request/authorize'
import { type CommandRequest, findRequestFault } from '../request/command-request'
import { buildPlannedTag } from './planned-tag'

export type PreviewAnswer =
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * What the request would write and change, by the remote's present state. Writes nothing and takes no lock. `refused`
 * where the state cannot be read; a preview has the refusal of the request itself.
 */
export async function preview(
  context: PromoteContext,
  actor: Actor | null,
  request: CommandRequest,
): Promise<PreviewAnswer> {
  const fault = findRequestFault(request)
  if (fault !== null) return { kind: 'refused', refusal: fault }
  const actions = listActions(request.commands)
  const authorized = authorize(context.sync.config, actor, { slug: request.repo, actions })
  if (authorized.kind === 'refused') return authorized
  const { actor: requester } = authorized
  const { commands, reason, expected, requestId } = request
  const toCheck = { commands, reason, expected, requester, actor: requester, approvals: [] }
  const values = { repo: request.repo, reason, requestId, requester, signer: viewSigner(context) }
  return await readPreview(context, requester.id, { request: toCheck, values })
}

/** The preview as a worker computes it for the actor with the id `who`, unless too many are computed already. */
export async function readPreview(
  { reads, previews }: PromoteContext,
  who: string,
  wanted: { readonly request: CheckRequest; readonly values: PreviewValues },
): Promise<PreviewAnswer> {
  try {
    const answer = await previews.run(who, () => reads.preview(wanted.values.repo, wanted))
    return answer === 'too-many' ? { kind: 'refused', refusal: TOO_MANY } : answer
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { kind: 'refused', refusal: refuseGitFailure(error) }
  }
}

const TOO_MANY: Refusal = { code: 'too-many-previews', details: {} }

export function viewSigner({ signer }: PromoteContext): SignerView | null {
  return signer.kind === 'on' ? signer.signer.view : null
}

/** What was checked, with the messages and what runs on the tags. Throws GitError. */
export async function buildPreview(
  state: FreshState,
  checked: Checked,
  { repo, reason, requestId, requester, signer }: PreviewValues,
): Promise<Preview> {
  const tags: PlannedTag[] = []
  const limit = openWorkflowLimit()
  for (const one of checked.commands) {
    const { tag: name, commit } = one.plan
    const message = formatMessage(one.plan, {
      requester,
      reason,
      requestId,
      approvers: checked.approvers,
      repository: state.fresh.repository,
    })
    const { branches } = checked.repo
    const { stageOrder, metrics } = state.context.sync.config
    const configuredStages = [...stageOrder, ...(branches[0]?.gto.stages ?? [])]
    const tag = { name, commit, tagsInPush: checked.commands.length }
    const workflows = await readWorkflows(state.snapshot, tag, limit)
    const all = checked.commands.length
    const { forge } = state.repo
    const shown = { message, configuredStages, workflows, forge }
    tags.push(buildPlannedTag(one, { ...shown, tags: all, directions: metrics }))
  }
  const { expected, outcome, refusal } = checked
  return { repo, requestId, expected, outcome, refusal, tags, signer }
}

const GITHUB_FOLDER = '.github/workflows'
const GITLAB_FILE = '.gitlab-ci.yml'

/** What may be looked at for all tags of one dry run. */
type WorkflowLimit = { files: number; readonly budget: StepBudget }

function openWorkflowLimit(): WorkflowLimit {
  return { files: LIMITS.ciFiles, budget: openStepBudget(LIMITS.ciSteps) }
}

type WorkflowTag = {
  readonly name: string
  readonly commit: string
  /** How many tags are pushed together. */
  readonly tagsInPush: number
}

/** Which workflows the tag will start, by the files at the commit that it names. Throws GitError. */
async function readWorkflows(
  snapshot: Snapshot,
  { name, commit, tagsInPush }: WorkflowTag,
  limit: WorkflowLimit,
): Promise<readonly WorkflowView[]> {
  const inFolder = await snapshot.directory(commit, GITHUB_FOLDER)
  const paths = [GITLAB_FILE, ...inFolder.filter((path) => /\.ya?ml$/.test(path))]
  const requests = paths
    .slice(0, limit.files)
    .map((path) => ({ commit, path, form: 'yaml' as const }))
  limit.files -= requests.length
  const files = await readFiles(snapshot, requests)
  const views = listWorkflows(files, { tag: name, tagsInPush, budget: limit.budget })
  return requests.length < paths.length ? [...views, TOO_MANY_FILES] : views
}

async function readFiles(
  snapshot: Snapshot,
  requests: readonly FileRequest[],
): Promise<readonly WorkflowFile[]> {
  if ((await snapshot.files(requests)) === 'part') {
    snapshot.forget()
    await snapshot.files(requests)
  }
  return requests.flatMap((request): WorkflowFile[] => {
    const fact = snapshot.look(request)
    if (fact?.kind === 'absent') return []
    return [{ path: request.path, value: fact?.kind === 'data' ? fact.value : null }]
  })
}

const TOO_MANY_FILES: WorkflowView = {
  provider: 'github',
  file: GITHUB_FOLDER,
  name: GITHUB_FOLDER,
  outcome: 'unknown',
  why: 'too-many-files',
  details: { limit: LIMITS.ciFiles },
  jobs: [],
  trap: null,
}
