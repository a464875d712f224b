import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { commandLines } from '@/lib/testing/command-lines'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { GROUP_GUARD, WATCHED_GIT } from './limited-git'
import { readObjects } from './read-objects'
import { updateMirror } from './update-mirror'

type Guard = ReturnType<typeof startGuard>

/** Runs a shell command as a git alias below the guard. */
function startGuard(command: string) {
  const args = ['-c', GROUP_GUARD, 'unlimited', '-c', `alias.do=!${command}`, 'do']
  const child = spawn('/bin/sh', args)
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const said = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()))
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`${signal ?? code} ${output.trim()}`))
  })
  return { child, said, ended }
}

const isLinux = process.platform === 'linux'

describe('the guard of a process group', () => {
  test.each([
    ['a code', 'echo out; exit 3', '3 out'],
    ['success', 'echo out', '0 out'],
    ['SIGKILL', 'echo out; kill -9 $PPID', 'SIGKILL out'],
    ['SIGSEGV', 'echo out; kill -SEGV $PPID', 'SIGSEGV out'],
  ])('ends as git did: %s', async (_title, command, end) => {
    expect(await startGuard(command).ended).toBe(end)
  })

  const stops: readonly [title: string, (guard: Guard) => unknown][] = [
    ['SIGINT', ({ child }) => child.kill('SIGINT')],
    ['SIGTERM', ({ child }) => child.kill('SIGTERM')],
    ['the end of its input', ({ child }) => child.stdin.end()],
  ]
  test.skipIf(!isLinux).each(stops)('ends the group at %s', async (_title, stop) => {
    const mark = createTempDir('mark')
    const guard = startGuard(`sh -c 'sleep 300; : ${mark}' & echo out; sleep 301; : ${mark}`)
    await guard.said
    stop(guard)
    expect(await guard.ended).toBe('SIGTERM out')
    await expect.poll(() => commandLines(mark)).toEqual([])
  })

  test.skipIf(!isLinux)('ends as git did where git ends while the signal is handled', async () => {
    for (let round = 0; round < 100; round++) {
      const guard = startGuard('echo out; sleep 300')
      await guard.said
      guard.child.kill('SIGINT')
      expect(await guard.ended).toBe('SIGTERM out')
    }
  })

  test.skipIf(!isLinux)('ends the group when it is stopped at once', async () => {
    const mark = createTempDir('mark')
    for (let round = 0; round < 40; round++) {
      const guard = startGuard(`sleep 300; : ${mark}`)
      await pause(round / 2)
      guard.child.kill('SIGINT')
      expect(['SIGINT ', 'SIGTERM ', 'SIGKILL ']).toContain(await guard.ended)
      await expect.poll(() => commandLines(mark)).toEqual([])
    }
  })

  test.skipIf(!isLinux)('ends a group that ignores SIGTERM five seconds later', async () => {
    const mark = createTempDir('mark')
    const guard = startGuard(`trap "" TERM; echo out; sleep 300; sleep 301; : ${mark}`)
    await guard.said
    guard.child.kill('SIGTERM')
    expect(await guard.ended).toBe('SIGKILL out')
    await expect.poll(() => commandLines(mark)).toEqual([])
  })

  test.skipIf(!isLinux).each([
    ['simple-git', GROUP_GUARD, `{ stdio: ['pipe', 'inherit', 'inherit'] }`],
    ['us', WATCHED_GIT, `{ detached: true, stdio: ['pipe', 'inherit', 'inherit', 'pipe'] }`],
  ])('ends the group when the program is killed: started by %s', async (_who, script, options) => {
    const mark = createTempDir('mark')
    const start = `require('node:child_process').spawn('/bin/sh', process.argv.slice(1), ${options})`
    const command = `echo out; sleep 300; : ${mark}`
    const args = ['-c', script, 'unlimited', '-c', `alias.do=!${command}`, 'do']
    const program = spawn(process.execPath, ['-e', start, '--', ...args])
    await new Promise((resolve) => program.stdout.once('data', resolve))
    expect(commandLines(mark).length).toBeGreaterThan(1)
    const gone = new Promise((resolve) => program.once('close', resolve))
    program.kill('SIGKILL')
    await gone // its output closes when git has ended
    await expect.poll(() => commandLines(mark)).toEqual([])
  })
})

describe.skipIf(!isLinux)('the limit on memory', () => {
  const told = {
    code: 'too-large',
    message: 'Reading the repository takes more memory than a git process may have.',
  }

  test('ends a clone that takes more, and nothing is left', async () => {
    const repo = await createGitRepo()
    const commit = await repo.commit({ files: { a: '1' } })
    await repo.rawTag(
      Buffer.concat([
        Buffer.from(`object ${commit}\ntype commit\ntag x\ntagger A <a@b> 1 +0000\n\n`),
        Buffer.alloc(64 * 1024 ** 2, 'x'),
      ]),
      'x',
    )
    const small = createTestMirror(repo.url, { limits: { addressBytes: 60 * 1024 ** 2 } })
    await expect(updateMirror(small, () => {})).rejects.toMatchObject(told)
    const mirror = createTestMirror(repo.url)
    expect(await updateMirror(mirror, () => {})).toBe('cloned')
    const tag = await repo.resolve('refs/tags/x')
    const read = (addressBytes: number) =>
      readObjects({ ...mirror, limits: { ...mirror.limits, addressBytes } }, [tag], () => {})
    await read(mirror.limits.addressBytes)
    await expect(read(60 * 1024 ** 2)).rejects.toMatchObject(told)
    await read(mirror.limits.addressBytes)
  })
})
