import type { Actor } from '@/lib/auth/actor'
import { GitError } from '@/lib/git/git-error'
import type { Identity } from '@/lib/policy/principal'
import type { PlannedTag, Preview, SignerView } from '@/lib/views/command'
import type { Refusal } from '@/lib/views/refusal'
import { type Asked, findFault } from './asked'
import type { Checked, Request } from './checked'
import type { PromoteContext } from './context'
import { formatMessage } from './format-message'
import { formatPlannedTag } from './format-planned-tag'
import { listActions, permit } from './permit'
import { openWorkflowLimit, readWorkflows } from './read-workflows'
import { formatGitRefusal, type Work } from './work'

export type PreviewAnswer =
  | { readonly kind: 'preview'; readonly preview: Preview }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/**
 * What would be written and what it would change, from the remote's present state. Writes nothing and waits for
 * nobody who writes. `refused` where it cannot even be told; a preview has the refusal of what is told.
 */
export async function preview(
  context: PromoteContext,
  actor: Actor | null,
  asked: Asked,
): Promise<PreviewAnswer> {
  const fault = findFault(asked)
  if (fault !== null) return { kind: 'refused', refusal: fault }
  const actions = listActions(asked.commands)
  const permitted = permit(context.sync.config, actor, { slug: asked.repo, actions })
  if (permitted.kind === 'refused') return permitted
  const { repo, actor: requester } = permitted
  const { commands, reason, expected, requestId } = asked
  const request = { commands, reason, expected, requester, actor: requester, approvals: [] }
  const told = { repo: asked.repo, reason, requestId, requester, signer: viewSigner(context) }
  return await readPreview(context, repo.slug, { request, told })
}

/** The preview as a worker computes it. */
export async function readPreview(
  { reads }: PromoteContext,
  slug: string,
  wanted: { readonly request: Request; readonly told: ToldPreview },
): Promise<PreviewAnswer> {
  try {
    return await reads.preview(slug, wanted)
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { kind: 'refused', refusal: formatGitRefusal(error) }
  }
}

/** What a preview shows besides what is read from the repository. */
export type ToldPreview = Pick<Asked, 'repo' | 'reason' | 'requestId'> & {
  readonly requester: Identity
  readonly signer: SignerView | null
}

export function viewSigner({ signer }: PromoteContext): SignerView | null {
  return signer.kind === 'on' ? signer.signer.view : null
}

/** What was checked, with the messages and what runs on the tags. Throws GitError. */
export async function formatPreview(
  work: Work,
  checked: Checked,
  { repo, reason, requestId, requester, signer }: ToldPreview,
): Promise<Preview> {
  const tags: PlannedTag[] = []
  const limit = openWorkflowLimit()
  for (const one of checked.commands) {
    const { tag: name, commit } = one.plan
    const message = formatMessage(one.plan, {
      ...{ requester, reason, requestId },
      approvers: checked.approvers,
      repository: work.fresh.repository,
    })
    const { branches } = checked.repo
    const { stageOrder } = work.context.sync.config
    const configuredStages = [...stageOrder, ...(branches[0]?.gto.stages ?? [])]
    const tag = { name, commit, tagsInPush: checked.commands.length }
    const workflows = await readWorkflows(work.snapshot, tag, limit)
    const all = checked.commands.length
    tags.push(formatPlannedTag(one, { message, configuredStages, workflows, tags: all }))
  }
  const { expected, outcome, refusal } = checked
  return { repo, requestId, expected, outcome, refusal, tags, signer }
}
