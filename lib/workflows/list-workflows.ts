import { cutText, formatCount, LIMITS } from '@/lib/repo-data/limits'
import { evaluateGithubWorkflow } from './github-workflow'
import { evaluateGitlabPipeline } from './gitlab-pipeline'
import type { TagPush, WorkflowFile, WorkflowView } from './workflow'

/**
 * The workflows that a push of this tag starts, by the workflow files of its commit. Other files are left out. The
 * result is sorted by path. GitHub ignores pushes of more than three tags. Settings outside of the files (settings of
 * the project, `[skip ci]`, included files) are not evaluated.
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

/** Names that a view lists, and the bytes of each. */
const MAX_NAMES = 20
const NAME_BYTES = 100

/** Limits the names in a view, because a file can have thousands of jobs and patterns. */
function limitView(view: WorkflowView): WorkflowView {
  const details = Object.entries(view.details).map(([key, value]) => {
    if (typeof value === 'string') return [key, cutText(value, LIMITS.nameBytes)] as const
    return [key, Array.isArray(value) ? limitNames(value) : value] as const
  })
  return {
    ...view,
    file: cutText(view.file, LIMITS.pathBytes),
    name: cutText(view.name, LIMITS.nameBytes),
    details: Object.fromEntries(details),
    jobs: limitNames(view.jobs),
  }
}

function limitNames(names: readonly string[]): readonly string[] {
  const shown = names.slice(0, MAX_NAMES).map((name) => cutText(name, NAME_BYTES))
  return names.length > MAX_NAMES ? [...shown, `… (${formatCount(names.length)})`] : shown
}
