import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createGitRepo, type GitRepo } from './git-repo'
import { rawGitEnv } from './raw-git'
import { createTempDir } from './temp-dir'

export type ReferenceTrust = {
  readonly allowedSigners: string
  readonly revokedKeys?: string
  readonly gpgHome?: string
  readonly timeZone?: string
}

export type ReferenceAnswer = {
  readonly accepts: boolean
  /** Whom ssh-keygen named; null for OpenPGP and where it named nobody. */
  readonly signer: string | null
}

export type Reference = {
  /** What `git verify-tag` says of a tag object of any bytes. */
  verify(raw: string | Buffer, trust: ReferenceTrust): Promise<ReferenceAnswer>
}

/** git, ssh-keygen and gpg as whoever clones the repository has them. */
export async function openReference(): Promise<Reference> {
  const repo = await createGitRepo()
  const dir = createTempDir('trust')
  let files = 0
  const keep = (text: string) => {
    files += 1
    const file = path.join(dir, String(files))
    writeFileSync(file, text)
    return file
  }
  return {
    verify: async (raw, trust) => {
      const oid = await repo.rawTag(raw)
      const settings = [`gpg.ssh.allowedSignersFile=${keep(trust.allowedSigners)}`]
      if (trust.revokedKeys) settings.push(`gpg.ssh.revocationFile=${keep(trust.revokedKeys)}`)
      return verifyTag(repo, { oid, settings, trust })
    },
  }
}

type Asked = {
  readonly oid: string
  readonly settings: readonly string[]
  readonly trust: ReferenceTrust
}

function verifyTag(repo: GitRepo, { oid, settings, trust }: Asked): Promise<ReferenceAnswer> {
  const env = {
    ...rawGitEnv(),
    TZ: trust.timeZone ?? 'UTC',
    ...(trust.gpgHome === undefined ? {} : { GNUPGHOME: trust.gpgHome }),
  }
  const options = settings.flatMap((setting) => ['-c', setting])
  const args = ['--git-dir', repo.gitDir, ...options, 'verify-tag', '--raw', oid]
  return new Promise((resolve) => {
    execFile('git', args, { env }, (error, _, stderr) => {
      const signer = /^Good "git" signature for (.*) with [A-Z0-9-]+ key SHA256:/m.exec(stderr)?.[1]
      resolve({ accepts: error === null, signer: signer ?? null })
    })
  })
}
