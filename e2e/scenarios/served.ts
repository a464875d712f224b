import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { addHook } from '@/lib/testing/add-hook'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { startHttpRemote } from '@/lib/testing/http-remote'
import { startSshRemote, whyNoSshRemote } from '@/lib/testing/ssh-remote'
import { openPeople } from './people'
import type { Scenario } from './scenario'

const PASSWORD = 'password-of-the-service-account'

/** The words with which the repository `guarded` declines. */
export const HOOK_WORDS = 'Tags of dev and production are protected: ask the platform team.'

/**
 * The same models in repositories that are reached as on a network: `web` over HTTP with a password, `shell` over
 * SSH with a key, and `guarded`, whose hook declines. Production asks for a reason and somebody else's approval.
 */
export async function served(dir: string, url: string): Promise<Scenario> {
  const people = await openPeople(url)
  const http = await startHttpRemote({
    root: dir,
    auth: { username: 'signet-bot', password: PASSWORD },
  })
  const ssh = whyNoSshRemote() === null ? await startSshRemote() : null
  const web = await createModels(dir, 'web')
  const guarded = await createModels(dir, 'guarded')
  const declines = `*'#dev#'*|*'#production#'*) echo '${HOOK_WORDS}' >&2; exit 1`
  addHook(guarded, 'update', `case "$1" in ${declines};; esac`)
  const remotes: Record<string, string> = { web: web.dir, guarded: guarded.dir }
  const overHttp = [web, guarded].map(({ dir }) =>
    formatHttp(path.basename(dir, '.git'), http.url(dir)),
  )
  const overSsh: string[] = []
  if (ssh !== null) {
    const shell = await createModels(dir, 'shell')
    remotes.shell = shell.dir
    const files = { key: ssh.keyFile, known_hosts: ssh.writeKnownHosts() }
    overSsh.push(formatSsh('shell', ssh.url(shell.dir), files))
  }
  const file = path.join(dir, 'signet.yaml')
  writeFileSync(file, `${people.yaml}${RULES}repos:\n${[...overHttp, ...overSsh].join('')}`)
  return {
    env: { SIGNET_CONFIG: file, REMOTE_PASSWORD: PASSWORD },
    remotes,
    close: async () => {
      await people.close()
      await http.close()
      await ssh?.close()
    },
  }
}

const RULES = `service_account: { name: Signet, email: signet@example.com }
stages:
  order: [dev, staging, production]
  rules:
    production: { who: ["group:ml"], approvals: 1, reason: required }
`

function formatHttp(slug: string, url: string): string {
  const credentials = `{ username: signet-bot, password: "\${REMOTE_PASSWORD}" }`
  return `  - { slug: ${slug}, url: "${url}", poll: 1d, credentials: ${credentials} }\n`
}

function formatSsh(
  slug: string,
  url: string,
  files: { readonly key: string; readonly known_hosts: string },
): string {
  return `  - slug: ${slug}
    url: ${url}
    poll: 1d
    credentials:
      ssh:
        key: \${file:${files.key}}
        known_hosts: \${file:${files.known_hosts}}
`
}

/** Two versions of each model, the first in staging, and a commit that is no version yet. */
async function createModels(dir: string, name: string): Promise<GitRepo> {
  const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
  const models = ['churn', 'forecast', 'fraud', 'ltv', 'uplift']
  const files = {
    'artifacts.yaml': models.map((model) => `${model}: { type: model }\n`).join(''),
  }
  const first = await repo.commit({ files, message: 'First', at: '2026-02-01T09:00:00Z' })
  const second = await repo.commit({
    ...{ files: { 'data.txt': 'February' }, message: 'Train on February' },
    at: '2026-03-01T09:00:00Z',
  })
  await repo.commit({
    ...{ files: { 'data.txt': 'March' }, message: 'Train on March', at: '2026-04-01T09:00:00Z' },
  })
  for (const model of models) {
    await repo.tag(`${model}@v1.0.0`, { commit: first, at: '2026-02-01T10:00:00Z' })
    await repo.tag(`${model}#staging#1`, { commit: first, at: '2026-02-02T10:00:00Z' })
    await repo.tag(`${model}@v1.1.0`, { commit: second, at: '2026-03-01T10:00:00Z' })
  }
  return repo
}
