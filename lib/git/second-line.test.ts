import { chownSync, existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { gitEnv } from './git-env'
import { gitSetting } from './git-setting'
import { listRemote } from './list-remote'
import type { Mirror } from './mirror'
import type { Remote } from './remote-url'
import { runGit } from './run-git'
import { updateMirror } from './update-mirror'

/** A mirror whose address went past the parser, as if the parser had a bug. */
function unparsed(url: string, kind: Remote['kind']): Mirror {
  const mirror = createTestMirror('https://example.com/x')
  return { ...mirror, remote: { kind, url, display: url, host: null, credentials: null } }
}

describe('git refuses in our environment what the parser should have refused', () => {
  const marker = path.join(createTempDir('marker'), 'ran')
  test.each([
    [`ext::sh -c touch%20${marker}`, 'https'],
    [`ext::touch ${marker}`, 'file'],
    [`EXT::touch ${marker}`, 'https'],
    ['fd::17', 'https'],
    ['git://127.0.0.1:1/x', 'https'],
    ['file:///', 'https'],
    ['/', 'https'],
    ['.', 'https'],
    ['http://127.0.0.1:1/x', 'https'],
    ['https://127.0.0.1:1/x', 'file'],
    ['ftp://127.0.0.1:1/x', 'http'],
    ['x::y', 'https'],
    [`--upload-pack=touch ${marker}`, 'file'],
    ['ssh://-oProxyCommand=touch/x', 'https'],
  ] as const)('%s as %s', async (url, kind) => {
    const mirror = unparsed(url, kind)
    await expect(listRemote(mirror)).rejects.toMatchObject({ name: 'GitError' })
    await expect(updateMirror(mirror, () => {})).rejects.toMatchObject({ name: 'GitError' })
    expect(existsSync(marker)).toBe(false)
    expect(existsSync(mirror.dir)).toBe(false)
  })

  test('a file remote opens the file protocol for its own mirror alone', async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    expect((await listRemote(createTestMirror(repo.url))).branches.size).toBe(1)
    const other = { ...createTestMirror('https://example.com/x').remote, url: repo.url }
    const mirror = { ...createTestMirror(repo.url), remote: other }
    await expect(listRemote(mirror)).rejects.toThrow("transport 'file' not allowed")
  })

  test('an abbreviated option is refused', async () => {
    const mirror = createTestMirror('https://example.com/x')
    const run = runGit({
      args: ['ls-remote', '--upload-pa=touch x', '--', '/'],
      ...gitSetting(mirror, 'network'),
      onStdout: () => {},
      seconds: 10,
      maxStdoutBytes: 100,
    })
    await expect(run).rejects.toThrow('abbreviated')
  })
})

describe('the environment of git', () => {
  test('contains nothing of the app', async () => {
    process.env.DATABASE_URL = 'postgres://secret'
    process.env.GIT_DIR = '/elsewhere'
    const mirror = createTestMirror('https://ada:pw@example.com/x')
    let printed = ''
    for (const use of ['read', 'network'] as const) {
      await runGit({
        args: ['-c', 'alias.print=!env', 'print'],
        ...gitSetting(mirror, use),
        onStdout: (chunk) => {
          printed += chunk
        },
        seconds: 10,
        maxStdoutBytes: 100_000,
      })
    }
    delete process.env.DATABASE_URL
    delete process.env.GIT_DIR
    const names = [...printed.matchAll(/^([A-Z_a-z0-9]+)=/gm)].map((match) => match[1] ?? '')
    const known =
      /^(GIT_\w+|SIGNET_GIT_(USERNAME|PASSWORD)|PATH|HOME|TMPDIR|LANG|LC_ALL|TZ|PWD|OLDPWD|SHLVL|_|NODE_ENV|SSH_ASKPASS|(https|no)_proxy|(HTTPS|NO)_PROXY|SSL_CERT_(FILE|DIR))$/
    expect(names.filter((name) => !known.test(name))).toEqual([])
    expect(printed).not.toContain('postgres://secret')
    expect(printed).not.toContain('/elsewhere')
    expect(printed).toContain(`HOME=${mirror.home}\n`)
    expect(printed).toContain(`TMPDIR=${mirror.home}/tmp\n`)
  })
})

test('the proxy and the authorities of the operator are set only for the network', () => {
  const mirror = createTestMirror('https://example.com/x')
  const before = process.env.HTTPS_PROXY
  process.env.HTTPS_PROXY = 'http://proxy.example.com:3128'
  const [network, read] = [gitEnv(mirror, 'network'), gitEnv(mirror, 'read')]
  if (before === undefined) delete process.env.HTTPS_PROXY
  else process.env.HTTPS_PROXY = before
  expect(network.HTTPS_PROXY).toBe('http://proxy.example.com:3128')
  expect(read.HTTPS_PROXY).toBe(undefined)
})

test.skipIf(process.getuid?.() !== 0)(
  'a local repository of another user is refused, with the reason',
  async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    chownSync(repo.dir, 12_345, 12_345)
    await expect(listRemote(createTestMirror(repo.url))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('belongs to another user'),
    })
  },
)
