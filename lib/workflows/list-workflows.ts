import { evaluateGithubWorkflow } from './github-workflow'
import { evaluateGitlabPipeline } from './gitlab-pipeline'
import type { WorkflowFile, WorkflowView } from './workflow'

/**
 * What pushing this tag starts, by the workflow files of its commit; files that are none are left out, the rest
 * come by path. `tagsInPush` counts all tags of the push: GitHub ignores more than three of them. What is set
 * outside of the files (settings of the project, `[skip ci]`, files that are included) is not looked at.
 */
export function listWorkflows(
  files: readonly WorkflowFile[],
  tag: string,
  tagsInPush = 1,
): readonly WorkflowView[] {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((file) => {
      if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(file.path)) {
        return [evaluateGithubWorkflow(file, tag, tagsInPush)]
      }
      return file.path === '.gitlab-ci.yml' ? [evaluateGitlabPipeline(file, tag, tagsInPush)] : []
    })
}
