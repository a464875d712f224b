import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createGitRepo } from '@/lib/testing/git-repo'
import type { Scenario } from './scenario'

const FOLDER = 'lib/testing/conformance/repos'

/**
 * Two public repositories as bare clones: a model, and the dataset that it imports by the URL of GitHub. The import names a
 * commit that the clone does not have, because only its metadata was copied.
 */
export async function traced(dir: string): Promise<Scenario> {
  const clone = async (name: string) => {
    const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
    await repo.importStream(path.resolve(FOLDER, `${name}.fi`))
    return repo.dir
  }
  const remotes = {
    'example-get-started': await clone('example-get-started'),
    'dataset-registry': await clone('dataset-registry'),
  }
  const file = path.join(dir, 'signet.yaml')
  writeFileSync(
    file,
    `local_repos: .
stages: { order: [dev, stage, prod] }
auth: { anonymous: viewer }
repos:
  - { url: ./example-get-started.git, poll: 1d }
  - { url: ./dataset-registry.git, poll: 1d, aliases: ["https://github.com/iterative/dataset-registry"] }
`,
  )
  return { env: { SIGNET_CONFIG: file }, remotes }
}
