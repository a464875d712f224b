import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'

export const MODELS = ['churn', 'forecast', 'fraud', 'ltv', 'uplift'] as const

/** Those that clients promote all the time. Two wait for one lock as five do, and none waits as long. */
export const CONTENDED = process.env.SIGNET_ENDURE ? MODELS : MODELS.slice(0, 2)

/** Two versions of each model on two commits, the first in production. */
export async function createFaultRepo(
  dir: string,
  models: readonly string[] = MODELS,
): Promise<GitRepo> {
  const repo = await createGitRepo({ dir })
  const files = { 'artifacts.yaml': models.map((name) => `${name}: { type: model }\n`).join('') }
  const first = await repo.commit({ files, at: 1_700_000_000 })
  const second = await repo.commit({ files: { 'a.txt': 'a' }, at: 1_700_086_400 })
  for (const model of models) {
    await repo.tag(`${model}@v1.0.0`, { commit: first, at: 1_700_000_010 })
    await repo.tag(`${model}@v1.1.0`, { commit: second, at: 1_700_086_410 })
    await repo.tag(`${model}#production#1`, { commit: first, at: 1_700_086_420 })
  }
  await repo.git(['config', 'http.receivepack', 'true'])
  return repo
}

export async function listTags(repo: GitRepo): Promise<readonly string[]> {
  const text = await repo.git(['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/tags'])
  return text.toString().trim().split('\n').sort()
}
