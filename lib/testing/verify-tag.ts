import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createGitRepo, type GitRepo } from './git-repo'
import { rawGitEnv } from './raw-git'
import { createTempDir } from './temp-dir'

type ReferenceTrust = {
  readonly allowedSigners: string | Buffer
  readonly revokedKeys?: string
  readonly gpgHome?: string
}

type ReferenceAnswer = {
  readonly accepts: boolean
  /** The principal that ssh-keygen named; null for OpenPGP, and when it named none. */
  readonly signer: string | null
}

type MomentCheck = {
  readonly allowedSigners: string | Buffer
  readonly principal: string
  readonly timeZone: string
  /** Unix seconds. */
  readonly at: number
}

export type Reference = {
  /** What `git verify-tag` says of a tag object of any bytes. */
  verify(raw: string | Buffer, trust: ReferenceTrust): Promise<ReferenceAnswer>
  /** Whether ssh-keygen takes a signature of this text in this moment. */
  isValidAt(text: string, signature: string, check: MomentCheck): boolean
}

/** git, ssh-keygen and gpg as a person who clones the repository uses them. */
export async function openReference(): Promise<Reference> {
  const repo = await createGitRepo()
  const dir = createTempDir('trust')
  let files = 0
  const keep = (text: string | Buffer) => {
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
    isValidAt: (text, signature, { allowedSigners, principal, timeZone, at }) => {
      const time = new Date(at * 1000).toISOString().replace(/\D/g, '').slice(0, 14)
      const files = ['-f', keep(allowedSigners), '-s', keep(signature)]
      const asked = ['-n', 'git', '-I', principal, `-Overify-time=${time}Z`]
      const env = { ...rawGitEnv(), TZ: timeZone }
      const run = spawnSync('ssh-keygen', ['-Y', 'verify', ...files, ...asked], {
        env,
        input: text,
      })
      return run.status === 0
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
