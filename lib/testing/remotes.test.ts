import path from 'node:path'
import { expect, test } from 'vitest'
import { createGitRepo } from './git-repo'
import { startHttpRemote } from './http-remote'
import { rawGit } from './raw-git'
import { startSshRemote, whyNoSshRemote } from './ssh-remote'
import { createTempDir } from './temp-dir'

test('the HTTP remote serves clones, and answers faults as told', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: 'x'.repeat(5000) } })
  const remote = await startHttpRemote({
    root: path.dirname(repo.dir),
    auth: { username: 'u', password: 'p' },
  })
  const dir = createTempDir()
  const url = remote.url(repo.dir)
  await expect(rawGit(dir, ['ls-remote', url])).rejects.toThrow('could not read Username')
  const withPassword = url.replace('http://', 'http://u:p@')
  await rawGit(dir, ['clone', '-q', '--bare', withPassword, 'copy'])
  expect((await rawGit(dir, ['--git-dir=copy', 'rev-parse', 'main'])).toString().trim()).toBe(
    commit,
  )
  for (const status of [404, 500]) {
    remote.setFault({ kind: 'status', status })
    await expect(rawGit(dir, ['ls-remote', withPassword])).rejects.toThrow()
  }
  remote.setFault({ kind: 'cut', afterBytes: 20 })
  await expect(rawGit(dir, ['ls-remote', withPassword])).rejects.toThrow()
  remote.setFault({ kind: 'none' })
  const before = remote.requests.length
  expect((await rawGit(dir, ['ls-remote', withPassword])).toString()).toContain(commit)
  expect(remote.requests.slice(before).at(-1)?.authorization).toBe('Basic dTpw')
  await remote.close()
})

const missing = whyNoSshRemote()
test.skipIf(missing)(`the SSH remote serves clones${missing ? ` (${missing})` : ''}`, async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: 'one' } })
  const remote = await startSshRemote()
  const list = async (keyFile: string, knownHosts: string) => {
    const ssh = `ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=${knownHosts} -i ${keyFile}`
    const args = ['-c', `core.sshCommand=${ssh}`, 'ls-remote', remote.url(repo.dir)]
    return (await rawGit(createTempDir(), args)).toString()
  }
  const knownHosts = remote.writeKnownHosts()
  expect(await list(remote.keyFile, knownHosts)).toContain(commit)
  await expect(list(remote.strangerKeyFile, knownHosts)).rejects.toThrow('Permission denied')
  await remote.changeHostKey()
  await expect(list(remote.keyFile, knownHosts)).rejects.toThrow('HOST IDENTIFICATION HAS CHANGED')
  expect(await list(remote.keyFile, remote.writeKnownHosts())).toContain(commit)
  await remote.close()
})
