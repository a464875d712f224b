import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createTempDir } from '@/lib/testing/temp-dir'
import { gitEnv } from './git-env'
import { gitSetting } from './git-setting'
import { type GitRun, runGit } from './run-git'

/** Runs a shell command as a git alias: git, with helpers that behave badly. */
function shell(command: string, options: Partial<GitRun> = {}): Promise<string> {
  return runGit({
    args: ['-c', `alias.do=!${command}`, 'do'],
    ...gitSetting(createTestMirror('https://example.com/x'), 'read'),
    onStdout: () => {},
    seconds: 120,
    maxStdoutBytes: 1000,
    ...options,
  })
}

/** Command lines of all processes that contain a text. */
function processesWith(text: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      } catch {
        return '' // it has ended meanwhile
      }
    })
    .filter((line) => line.includes(text))
}

describe('running git', () => {
  test('streams stdin to stdout', async () => {
    let size = 0
    const input = Array.from({ length: 200 }, () => 'x'.repeat(10_000))
    await shell('cat', {
      input,
      maxStdoutBytes: 2_000_000,
      onStdout: (chunk) => {
        size += chunk.length
      },
    })
    expect(size).toBe(2_000_000)
  })

  test.each([
    ['an exit code', 'exit 3', 'git-failed'],
    ['an exit code with nothing printed', 'false', 'git-failed'],
    ['SIGKILL after output', 'echo partial; kill -9 $PPID', 'killed'],
    ['SIGSEGV', 'kill -SEGV $PPID', 'killed'],
    ['too much output', 'yes', 'output-limit'],
  ])('%s is an error', async (_title, command, code) => {
    await expect(shell(command)).rejects.toMatchObject({ name: 'GitError', code })
  })

  test.skipIf(process.platform !== 'linux')(
    'a time limit ends the whole process group, also helpers that ignore SIGTERM',
    async () => {
      const mark = createTempDir('mark')
      // A number of this test's own: others may run on this machine.
      const long = 1000 + process.pid
      const stubborn = `trap "" TERM; sleep 300 & sleep ${long}; : ${mark}`
      await expect(shell(`sh -c '${stubborn}'`, { seconds: 0.3 })).rejects.toMatchObject({
        code: 'timeout',
        message: 'git took longer than 0.3 seconds.',
      })
      expect(processesWith(mark)).toEqual([])
      expect(processesWith(`sleep\u0000${long}`)).toEqual([])
    },
  )

  test('an aborted signal ends git', async () => {
    const controller = new AbortController()
    const run = shell('echo started; sleep 300', {
      signal: controller.signal,
      onStdout: () => controller.abort(),
    })
    await expect(run).rejects.toMatchObject({ code: 'killed' })
    await expect(shell('true', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'killed',
    })
  })

  test('an error of the reader ends git and is rethrown', async () => {
    const run = shell('echo started; sleep 300', {
      onStdout: () => {
        throw new RangeError('reader')
      },
    })
    await expect(run).rejects.toThrow(RangeError)
  })

  test.skipIf(process.platform !== 'linux')(
    'what watches over a git on the network ends with it, however it ends',
    async () => {
      const connection = { host: 'a.example', kind: 'request' } as const
      const mark = createTempDir('mark')
      await shell(`: ${mark}`, { connection })
      await shell(`exit 1; : ${mark}`, { connection }).catch(() => {})
      await shell(`sleep 300; : ${mark}`, { connection, seconds: 0.3 }).catch(() => {})
      expect(processesWith(mark)).toEqual([])
    },
  )

  test('a missing git is an error', async () => {
    const env = { ...gitEnv(createTestMirror('https://example.com/x'), 'read'), PATH: '/nowhere' }
    await expect(shell('true', { env })).rejects.toThrow('The program git cannot be started.')
  })

  test('no secret and no control character is in an error', async () => {
    const password = 'p/w s3cret'
    const said = ['p/w s3cret', 'p%2Fw%20s3cret', btoa(password), btoa(`ada:${password}`)]
    for (const text of said) {
      const run = shell(
        `echo "fatal: \u001b[31m<${text}> https://ada:x@example.com" >&2; exit 1; :`,
        {
          credentials: { kind: 'password', username: 'ada', password },
        },
      )
      await expect(run).rejects.toThrow('git do failed: fatal:  [31m<***> https://example.com')
    }
  })
})
