import { expect, test, vi } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createTempDir } from '@/lib/testing/temp-dir'
import { gitSetting } from './git-setting'
import type { Connection } from './git-slots'
import { runGit } from './run-git'

vi.stubEnv('SIGNET_GIT_PROCESSES', '8')

const setting = gitSetting(createTestMirror('https://example.com/x'), 'read')

/** The most runs of git at the same time, of those asked for. All wait until `expected` of them run, and a moment more
 *  for one too many. */
async function countTogether(
  expected: number,
  connections: readonly (Connection | null)[],
): Promise<number> {
  const dir = createTempDir('together')
  const met = `${dir}.met`
  const look = `[ $(ls | wc -l) -lt ${expected} ] || touch ${met}`
  const wait = `i=0; until [ -e ${met} ] || [ $i -ge 2400 ]; do ${look}; sleep 0.05; i=$((i+1)); done`
  const command = `cd ${dir} && mkdir $$ && ${wait}; sleep 0.1; ls | wc -l; sleep 0.1; rmdir $$`
  const counts = connections.map(async (connection) => {
    let output = ''
    await runGit({
      ...setting,
      connection,
      args: ['-c', `alias.do=!${command}`, 'do'],
      onStdout: (chunk) => {
        output += chunk
      },
      seconds: 240,
      maxStdoutBytes: 100,
    })
    return Number(output)
  })
  return Math.max(...(await Promise.all(counts)))
}

function times<Value>(count: number, value: Value): readonly Value[] {
  return Array.from({ length: count }, () => value)
}

const request = (host: string) => ({ host, kind: 'request' }) as const
const transfer = (host: string) => ({ host, kind: 'transfer' }) as const

test('at most SIGNET_GIT_PROCESSES processes run', async () => {
  expect(await countTogether(8, times(16, null))).toBe(8)
})

test('at most four connections to one host are open, three of them transfers', async () => {
  expect(await countTogether(4, times(12, request('a.example')))).toBe(4)
  expect(await countTogether(3, times(12, transfer('a.example')))).toBe(3)
  const both = [...times(6, transfer('a.example')), ...times(6, request('a.example'))]
  expect(await countTogether(4, both)).toBe(4)
})

test('two hosts together use at most three quarters of the processes', async () => {
  const hosts = ['a.example', 'b.example'].flatMap((host) => times(6, request(host)))
  expect(await countTogether(6, hosts)).toBe(6)
})

test('hosts that do not answer delay no other host', async () => {
  const stop = new AbortController()
  const hang = (connection: Connection) =>
    runGit({
      ...setting,
      connection,
      args: ['-c', 'alias.do=!sleep 300', 'do'],
      onStdout: () => {},
      seconds: 300,
      maxStdoutBytes: 100,
      signal: stop.signal,
    })
  const hosts = ['a.example', 'b.example']
  const hanging = Promise.allSettled(hosts.flatMap((host) => times(4, request(host))).map(hang))
  expect(await countTogether(4, times(4, request('fast.example')))).toBe(4)
  stop.abort()
  const killed = { status: 'rejected', reason: expect.objectContaining({ code: 'killed' }) }
  expect(await hanging).toEqual(times(8, killed))
})
