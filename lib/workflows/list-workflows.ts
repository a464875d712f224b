import { evaluateGithubWorkflow } from './github-workflow'
import { evaluateGitlabPipeline } from './gitlab-pipeline'
import { limitView } from './limit-view'
import type { TagPush, WorkflowFile, WorkflowView } from './workflow'

/**
 * What pushing this tag starts, by the workflow files of its commit; files that are none are left out, the rest
 * come by path. GitHub ignores more than three tags of one push. What is set
 * outside of the files (settings of the project, `[skip ci]`, files that are included) is not looked at.
 */
export function listWorkflows(
  files: readonly WorkflowFile[],
  push: TagPush,
): readonly WorkflowView[] {
  return files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((file) => {
      if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(file.path)) {
        return [evaluateGithubWorkflow(file, push)]
      }
      return file.path === '.gitlab-ci.yml' ? [evaluateGitlabPipeline(file, push)] : []
    })
    .map(limitView)
}
