import { execFileSync } from 'node:child_process'
import { ADA, formatMoment, type GitRepo, type TagSpec } from './git-repo'
import type { TestSshKey } from './signing-keys'

export type SignedTagSpec = TagSpec & {
  readonly key: TestSshKey
  /** The name inside the object, where it is to differ from the ref's. */
  readonly innerName?: string
}

/** Creates or moves a tag that ssh-keygen signed as git would have it; returns the tag object's oid. */
export async function signTag(repo: GitRepo, name: string, spec: SignedTagSpec): Promise<string> {
  const commit = await repo.resolve(spec.commit ?? 'HEAD')
  const { name: who, email } = spec.tagger ?? ADA
  const tagger = `${who} <${email}> ${formatMoment(spec.at ?? 1_767_225_600)}`
  const head = `object ${commit}\ntype commit\ntag ${spec.innerName ?? name}\ntagger ${tagger}\n\n`
  const payload = `${head}${spec.message ?? name}\n`
  const args = ['-Y', 'sign', '-q', '-n', 'git', '-f', spec.key.file, '-']
  const signature = execFileSync('ssh-keygen', args, {
    input: payload,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return repo.rawTag(`${payload}${signature}`, name)
}
