import { chmodSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { startSshRemote, whyNoSshRemote } from '@/lib/testing/ssh-remote'
import { gitEnv } from './git-env'
import { listRemote } from './list-remote'
import { updateMirror } from './update-mirror'

const missing = whyNoSshRemote()
const quiet = () => {}

test.skipIf(missing)(
  `an SSH remote, its keys and its host key${missing ? ` (${missing})` : ''}`,
  async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    await repo.tag('nn@v1.0.0')
    const remote = await startSshRemote()
    const mirrorWith = (keyFile: string, knownHostsFile: string, dir = repo.dir) =>
      createTestMirror(remote.url(dir), { credentials: { kind: 'ssh', keyFile, knownHostsFile } })
    const knownHosts = remote.writeKnownHosts()

    const mirror = mirrorWith(remote.keyFile, knownHosts)
    expect((await listRemote(mirror)).tags.size).toBe(1)
    expect(await updateMirror(mirror, quiet)).toBe('cloned')
    await repo.tag('nn@v1.0.1')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')

    await expect(listRemote(mirrorWith(remote.strangerKeyFile, knownHosts))).rejects.toMatchObject({
      code: 'auth-failed',
      message: 'The server refused the SSH key, or the key file cannot be used.',
    })
    await expect(listRemote(mirrorWith(remote.keyFile, '/dev/null'))).rejects.toMatchObject({
      code: 'host-key',
    })
    await expect(
      listRemote(mirrorWith(remote.keyFile, knownHosts, `${repo.dir}-not`)),
    ).rejects.toMatchObject({ code: 'not-found' })

    await remote.changeHostKey()
    for (const start of [() => listRemote(mirror), () => updateMirror(mirror, quiet)]) {
      const error = await start().catch((caught: Error) => caught)
      expect(error).toMatchObject({ code: 'host-key' })
      expect(String(error)).not.toContain(path.dirname(remote.keyFile))
    }
    await expect(listRemote(mirrorWith(remote.keyFile, knownHosts))).rejects.toMatchObject({
      code: 'host-key',
    })
    expect((await listRemote(mirrorWith(remote.keyFile, remote.writeKnownHosts()))).tags.size).toBe(
      2,
    )

    await remote.close()
    await expect(listRemote(mirror)).rejects.toMatchObject({
      code: 'unreachable',
      message: 'No connection to the server could be made.',
    })
    expect(readdirSync(mirror.home)).toEqual(['memory-1.gitconfig', 'tmp'])
  },
)

test('an SSH address without a key, or with a missing or readable key file, is refused', async () => {
  const address = 'ssh://git@127.0.0.1:1/x'
  await expect(listRemote(createTestMirror(address))).rejects.toMatchObject({
    code: 'auth-failed',
    message: 'An ssh address needs a key file and a known-hosts file.',
  })
  const keyOf = (keyFile: string) =>
    createTestMirror(address, {
      credentials: { kind: 'ssh', keyFile, knownHostsFile: '/dev/null' },
    })
  await expect(listRemote(keyOf('/nowhere/key'))).rejects.toThrow('does not exist')
  const repo = await createGitRepo()
  const open = path.join(repo.dir, 'HEAD')
  chmodSync(open, 0o644)
  await expect(listRemote(keyOf(open))).rejects.toThrow('its mode must be 0600')
  await expect(listRemote(keyOf("/tmp/a'; touch x; '"))).rejects.toMatchObject({
    code: 'auth-failed',
  })
})

test.skipIf(missing)("the operator's own ssh never trusts a host that is new to it", async () => {
  const repo = await createGitRepo()
  const remote = await startSshRemote()
  const mirror = createTestMirror(remote.url(repo.dir), {
    credentials: { kind: 'own-ssh', agentSocket: '/nowhere/agent' },
  })
  await expect(listRemote(mirror)).rejects.toMatchObject({ code: 'host-key' })
  const env = gitEnv(mirror, 'network')
  expect(env.SSH_AUTH_SOCK).toBe('/nowhere/agent')
  expect(env.GIT_SSH_COMMAND).not.toContain('-F')
  await remote.close()
})

test.skipIf(missing)('paths of SSH files may hold spaces and percent signs', async () => {
  const repo = await createGitRepo()
  await repo.commit({ files: { a: '1' } })
  const remote = await startSshRemote()
  const { copyFileSync, mkdirSync } = await import('node:fs')
  const dir = path.join(repo.dir, 'a b%h')
  mkdirSync(dir)
  copyFileSync(remote.keyFile, path.join(dir, 'key'))
  copyFileSync(remote.writeKnownHosts(), path.join(dir, 'known hosts'))
  const credentials = {
    kind: 'ssh',
    keyFile: path.join(dir, 'key'),
    knownHostsFile: path.join(dir, 'known hosts'),
  } as const
  const mirror = createTestMirror(remote.url(repo.dir), { credentials })
  expect((await listRemote(mirror)).branches.size).toBe(1)
  await remote.close()
})
