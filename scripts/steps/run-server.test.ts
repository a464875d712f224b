import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signet-server-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const PROGRAM = `
import { runServer } from ${JSON.stringify(path.resolve('scripts/steps/run-server.mjs'))}
import net from 'node:net'
// What comes after the server's end does not end this program in its own way.
process.on('SIGINT', () => {})
const port = await new Promise((resolve) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(String(port)))
  })
})
process.exitCode = await runServer({
  command: process.execPath,
  args: [process.argv[2]],
  env: {},
  host: '127.0.0.1',
  port,
  readyPath: '/ready',
  onReady: () => console.log('ready'),
})
`

/** A program that runs a server of this text; `seen` resolves when the output holds a word. */
function start(server: string): {
  child: ChildProcess
  seen(word: string): Promise<void>
  ended: Promise<number | null>
} {
  writeFileSync(path.join(folder, 'program.mjs'), PROGRAM)
  writeFileSync(path.join(folder, 'server.mjs'), server)
  const child = spawn(process.execPath, ['program.mjs', path.join(folder, 'server.mjs')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  const waiting: (() => void)[] = []
  child.stdout?.on('data', (chunk) => {
    output += chunk
    for (const look of waiting) look()
  })
  return {
    child,
    seen: (word) =>
      new Promise((resolve) => {
        const look = () => output.includes(word) && resolve()
        waiting.push(look)
        look()
      }),
    ended: new Promise((resolve) => child.on('close', resolve)),
  }
}

const ANSWER = `
import http from 'node:http'
http.createServer((request, response) => response.end('ok')).listen(process.env.PORT, process.env.HOST)
`

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops the server once, and the exit code is 0',
  async (signal) => {
    const { child, seen, ended } = start(
      `${ANSWER} process.on('SIGTERM', () => { console.log('stopped'); process.exit(0) })`,
    )
    await seen('ready')
    child.kill(signal)
    await seen('stopped')
    expect(await ended).toBe(0)
  },
)

test('a server that does not stop is killed by a second signal', async () => {
  const { child, seen, ended } = start(`${ANSWER} process.on('SIGTERM', () => {})`)
  await seen('ready')
  const again = setInterval(() => child.kill('SIGINT'), 100)
  expect(await ended).toBe(0)
  clearInterval(again)
})

test('a server that ends by itself hands on its exit code', async () => {
  expect(await start('process.exit(3)').ended).toBe(3)
})

test('a server does not outlive a program that is killed', async () => {
  const { child, seen, ended } = start(
    `${ANSWER} process.on('disconnect', () => { console.log('alone'); process.exit(0) })`,
  )
  await seen('ready')
  child.kill('SIGKILL')
  await seen('alone')
  expect(await ended).toBe(null)
})
