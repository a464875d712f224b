import { createHash } from 'node:crypto'
import path from 'node:path'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import type { Subject } from './rows'

/** The slug of a repository that only some people may see, and a label that only its models have. */
export const HIDDEN = 'vault'
export const HIDDEN_LABEL = 'label-of-the-hidden'
/** Each subject that writes has a model of its own. */
const WRITERS = ['editor', 'admin', 'insider', 'register', 'promote', 'all', 'stage'] as const

/** The model that `subject` writes to, or the shared one. */
export function modelOf(subject: Subject): string {
  return (WRITERS as readonly string[]).includes(subject) ? `for-${subject}` : 'shared'
}

/** The md5 of the data set that only the repository of this name has. */
export function hashOf(name: string): string {
  return createHash('md5').update(name).digest('hex')
}

/** A model for each subject that writes, a shared one, and a data set. */
export async function createRepo(dir: string, name: string): Promise<GitRepo> {
  const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
  const models = ['shared', ...WRITERS.map((writer) => `for-${writer}`)]
  const label = `labels: [${name === HIDDEN ? HIDDEN_LABEL : 'seen'}]`
  const lines = models.map((model) => `${model}: { type: model, ${label} }\n`)
  const first = await repo.commit({
    files: {
      'artifacts.yaml': lines.join(''),
      'plot.svg': `<svg xmlns="http://www.w3.org/2000/svg"><title>${name}</title></svg>`,
      'set.csv.dvc': `outs: [{ path: set.csv, hash: md5, md5: ${hashOf(name)} }]`,
    },
  })
  const second = await repo.commit({ files: { a: 'a' } })
  await repo.commit({ files: { b: 'b' } })
  await Promise.all(models.map((model) => tagModel(repo, model, { first, second })))
  return repo
}

/** v1.0.0 holds `held` again after v1.1.0 had it, and `taken`. */
async function tagModel(
  repo: GitRepo,
  model: string,
  { first, second }: { readonly first: string; readonly second: string },
): Promise<void> {
  const at = (day: number) => `2026-02-0${day}T10:00:00Z`
  await repo.tag(`${model}@v1.0.0`, { commit: first, at: at(1) })
  await repo.tag(`${model}@v1.1.0`, { commit: second, at: at(2) })
  await repo.tag(`${model}#taken#1`, { commit: first, at: at(3) })
  await repo.tag(`${model}#held#2`, { commit: second, at: at(4) })
  await repo.tag(`${model}#held#3`, { commit: first, at: at(5) })
}
