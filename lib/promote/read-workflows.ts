import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import { listWorkflows } from '@/lib/workflows/list-workflows'
import type { WorkflowFile, WorkflowView } from '@/lib/workflows/workflow'

const GITHUB_FOLDER = '.github/workflows'
const GITLAB_FILE = '.gitlab-ci.yml'

/** So many workflow files of one commit are looked at. */
const MOST_FILES = 200

/** Which workflows the tag will start, by the files at the commit that it names. Throws GitError. */
export async function readWorkflows(
  snapshot: Snapshot,
  tag: { readonly name: string; readonly commit: string },
  tagsInPush: number,
): Promise<readonly WorkflowView[]> {
  const inFolder = await snapshot.directory(tag.commit, GITHUB_FOLDER)
  const paths = [...inFolder.filter((path) => /\.ya?ml$/.test(path)), GITLAB_FILE]
  const requests = paths
    .slice(0, MOST_FILES)
    .map((path) => ({ commit: tag.commit, path, form: 'yaml' as const }))
  if ((await snapshot.files(requests)) === 'part') {
    snapshot.forget()
    await snapshot.files(requests)
  }
  const files = requests.flatMap((request): WorkflowFile[] => {
    const fact = snapshot.look(request)
    if (fact?.kind === 'absent') return []
    return [{ path: request.path, value: fact?.kind === 'data' ? fact.value : null }]
  })
  return listWorkflows(files, tag.name, tagsInPush)
}
