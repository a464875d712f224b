import { LIMITS } from '@/lib/registry/limits'
import { openStepBudget, type StepBudget } from '@/lib/registry/step-budget'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { FileRequest } from '@/lib/snapshot/types'
import { listWorkflows } from '@/lib/workflows/list-workflows'
import type { WorkflowFile, WorkflowView } from '@/lib/workflows/workflow'

const GITHUB_FOLDER = '.github/workflows'
const GITLAB_FILE = '.gitlab-ci.yml'

/** What may be looked at for all tags of one dry run. */
export type WorkflowLimit = { files: number; readonly budget: StepBudget }

export function openWorkflowLimit(): WorkflowLimit {
  return { files: LIMITS.ciFiles, budget: openStepBudget(LIMITS.ciSteps) }
}

type WorkflowTag = {
  readonly name: string
  readonly commit: string
  /** How many tags are pushed together. */
  readonly tagsInPush: number
}

/** Which workflows the tag will start, by the files at the commit that it names. Throws GitError. */
export async function readWorkflows(
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
