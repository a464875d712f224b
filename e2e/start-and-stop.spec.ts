import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { findFreePort } from '@/lib/testing/free-port'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { type HttpRemote, startHttpRemote } from '@/lib/testing/http-remote'
import { mountSmallDisk } from '@/lib/testing/small-disk'
import { createTempDir } from '@/lib/testing/temp-dir'
import { standalone } from '@/scripts/steps/build-app.mjs'
import { ADMIN_TOKEN, asAdmin } from './admin-token'
import { modelPath } from './api-client'
import { demo } from './scenarios/demo'
import { namedInConfig } from './scenarios/scenario'
import {
  collectExit,
  listRepos,
  runServer,
  type Server,
  serverEnv,
  startServer,
  waitForSyncs,
} from './start-server'

async function createChurn(dir: string): Promise<GitRepo> {
  const repo = await createGitRepo({ dir: path.join(dir, 'churn.git') })
  await repo.commit({ files: { 'artifacts.yaml': 'churn:\n  type: model\n' } })
  await repo.tag('churn@v1.0.0', { at: '2026-01-05T09:00:00Z' })
  return repo
}

test('a person starts Signet with a path and stops it with Ctrl-C', async () => {
  const dir = createTempDir('start')
  const repo = await createChurn(dir)
  const port = await findFreePort()
  const child = spawn(process.execPath, ['scripts/start.mjs', repo.dir], {
    env: serverEnv({ PORT: String(port), SIGNET_DATA_DIR: path.join(dir, 'data') }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { exit, output } = collectExit(child)
  const said = `Signet is at http://localhost:${port} and shows ${repo.dir}. Ctrl-C stops it.`
  await expect.poll(output, { timeout: 150_000 }).toContain(said)
  const url = `http://127.0.0.1:${port}`
  await waitForSyncs(url)
  expect(await listRepos(url)).toMatchObject([{ slug: 'churn', status: 'ok', models: 1 }])
  child.kill('SIGINT')
  expect(await exit).toMatchObject({ code: 0, signal: null, errors: '' })
  expect(listLocks(path.join(dir, 'data'))).toEqual([])
})

test('the built folder has the licences of its packages, and no image library', async () => {
  const licenses = readFileSync(path.join(standalone, 'THIRD-PARTY-LICENSES.txt'), 'utf8')
  const modules = path.join(standalone, 'node_modules')
  const names = readdirSync(modules).flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(path.join(modules, name)).map((own) => `${name}/${own}`)
      : [name],
  )
  expect(names).toContain('next')
  expect(names.filter((name) => !licenses.includes(`\n${name} `))).toEqual([])
  expect(names.filter((name) => /^(?:sharp|@img)/.test(name))).toEqual([])
  expect(readFileSync(path.join(standalone, 'LICENSE'), 'utf8')).toContain('Apache License')
})

test('a server that receives two stop signals ends and leaves no lock', async () => {
  const dir = createTempDir('stop')
  const server = await startServer({ SIGNET_DATA_DIR: path.join(dir, 'data') })
  expect(await server.stop('SIGINT')).toMatchObject({ code: 0, signal: null, errors: '' })
  const again = await startServer({ SIGNET_DATA_DIR: path.join(dir, 'data') })
  expect(await again.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, errors: '' })
})

test('a second server on one data directory is refused, and the first keeps running', async () => {
  const dataDir = path.join(createTempDir('twice'), 'data')
  await copyEmbeddedTo(dataDir)
  const first = await startServer({ SIGNET_DATA_DIR: dataDir })
  const second = await runServer({ SIGNET_DATA_DIR: dataDir })
  expect(second.code).toBe(1)
  expect(second.errors).toMatch(
    /Signet cannot start: The embedded database is in use by process \d+ \(.*\)\. Stop that server, use another SIGNET_DATA_DIR, or set DATABASE_URL/,
  )
  expect(second.errors).not.toContain('    at ')
  expect(await listRepos(first.url)).toEqual([])
  expect(await first.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, errors: '' })
})

const WRONG_CONFIG = `url: https://models.example.com
repos:
  - slug: churn
    url: https://git.example.com/ml/churn.git
    poll: 5 minutes
  - slug: churn
    url: git.example.com
stage: [dev]
`

test('a port that is taken or not valid stops the start with a sentence', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  const dataDir = path.join(createTempDir('port'), 'data')
  const said: Readonly<Record<string, string>> = {
    [port]: `Port ${port} is already in use. Choose another one: PORT=${port + 1} node serve.mjs`,
    http: 'PORT is "http"; it has to be a number from 0 to 65535.',
  }
  for (const [PORT, sentence] of Object.entries(said)) {
    const { code, errors } = await runServer({ PORT, SIGNET_DATA_DIR: dataDir })
    expect([code, errors]).toEqual([1, `\nSignet cannot start: ${sentence}\n\n`])
  }
  taken.close()
})

test('a data directory that cannot be used stops the start with a sentence', async () => {
  const dir = createTempDir('unusable')
  const file = path.join(dir, 'file')
  writeFileSync(file, '')
  const found: [place: string, why: string][] = [
    [file, 'is a file'],
    [path.join(file, 'data'), 'lies below a file'],
  ]
  const disk = mountSmallDisk(1)
  disk?.remount('ro')
  if (disk !== null) found.push([disk.dir, 'is on a file system that is read-only'])
  for (const [place, why] of found) {
    const { code, errors } = await runServer({ SIGNET_DATA_DIR: place })
    const advice = 'Set SIGNET_DATA_DIR to a directory that the user that runs Signet can write.'
    const sentence = `Signet cannot start: The data directory ${place} ${why}. ${advice}`
    expect([code, errors]).toEqual([1, `\n${sentence}\n\n`])
  }
  disk?.close()
})

test('a wrong signet.yaml stops the start with key, line, what was found and what is allowed', async () => {
  const dir = createTempDir('config')
  const file = path.join(dir, 'signet.yaml')
  writeFileSync(file, WRONG_CONFIG)
  const { code, errors } = await runServer({
    SIGNET_CONFIG: file,
    SIGNET_DATA_DIR: path.join(dir, 'data'),
  })
  expect(code).toBe(1)
  expect(errors).toContain('The configuration cannot be used:')
  expect(errors).toMatch(
    /signet\.yaml:5: repos\[0\]\.poll: found "5 minutes"; allowed: .*30s, 5m or 1h/,
  )
  expect(errors).toMatch(/signet\.yaml:8: stage: found .*; allowed: .*stages/)
  expect(errors).not.toContain('    at ')
  expect(existsSync(path.join(dir, 'data'))).toBe(false)
})

test('signet.yaml names the order of stages, slugs and where paths may lead', async () => {
  const dir = createTempDir('configured')
  const repo = await createChurn(dir)
  const { env } = namedInConfig(dir, { customers: repo.dir })
  await copyEmbeddedTo(path.join(dir, 'data'))
  const server = await startServer({ ...env, SIGNET_DATA_DIR: path.join(dir, 'data') })
  expect(await waitForSyncs(server.url)).toMatchObject([{ slug: 'customers', status: 'ok' }])
  const model = await (await fetch(`${server.url}/api/v1/models/customers/churn`)).json()
  expect(model.stageOrder).toEqual(['dev', 'staging', 'production'])
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, errors: '' })
})

test('only Git holds the registry: without the data directory every answer is the same, byte by byte', async () => {
  const dir = createTempDir('drop')
  const dataDir = path.join(dir, 'data')
  const { env } = await demo(dir)
  // Requests are no part of Git.
  const world = { ...env, SIGNET_DATA_DIR: dataDir, SIGNET_DEMO_REQUEST: '' }
  await copyEmbeddedTo(dataDir)
  const before = await readEverything(world)
  rmSync(dataDir, { recursive: true })
  const after = await readEverything(world)
  expect(Object.keys(before).length).toBeGreaterThan(30)
  expect(after).toEqual(before)
  const third = await readEverything(world)
  expect(third).toEqual(before)
})

/** What a server answers to every read, as text by path; times and numbers of syncs aside. */
async function readEverything(env: Readonly<Record<string, string>>) {
  const server = await startServer(env)
  const repos = await waitForSyncs(server.url)
  const answers: Record<string, string> = {
    repos: JSON.stringify(repos.map((repo) => ({ ...repo, syncedAt: null, revision: 0 }))),
  }
  const read = async (place: string) => {
    const text = await readText(server, place)
    answers[place] = text
    return JSON.parse(text)
  }
  const { items } = await read('/models?pageSize=500')
  await read('/events?pageSize=500')
  await read('/models?q=-label:nlp&sort=-updated&pageSize=5&page=2')
  for (const { repo, name } of items) {
    const model = modelPath(repo, name)
    await read(model)
    await read(`${model}/events?pageSize=500`)
    await read(`${model}/resolve?version=latest`)
    await read(`${model}/resolve?stage=production`)
  }
  expect(await server.stop('SIGTERM')).toMatchObject({ code: 0, signal: null, errors: '' })
  return answers
}

async function readText(server: Server, place: string): Promise<string> {
  const response = await fetch(`${server.url}/api/v1${place}`)
  return response.text()
}

function listLocks(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.lock'))
}

test('a server that stops finishes its answers, and ignores clients that have left', async () => {
  const dir = createTempDir('answering')
  // Two repositories: one question at a time is asked of each remote.
  const repo = await createChurn(dir)
  const other = await createChurn(path.join(dir, 'other'))
  const remote = await startHttpRemote({ root: dir })
  const urls = { churn: remote.url(repo.dir), other: remote.url(other.dir) }
  const { env } = namedInConfig(dir, urls)
  await copyEmbeddedTo(path.join(dir, 'data'))
  const server = await startServer({
    ...env,
    SIGNET_ADMIN_TOKEN: ADMIN_TOKEN,
    SIGNET_DATA_DIR: path.join(dir, 'data'),
  })
  await waitForSyncs(server.url, asAdmin)
  const told = await fetch(`${server.url}/api/v1/repos/events`)
  const leaving = new AbortController()
  remote.setFault({ kind: 'hang' })
  const left = await previewUntilAsked(server, remote, { slug: 'other', signal: leaving.signal })
  const stays = await previewUntilAsked(server, remote, { slug: 'churn' })
  leaving.abort()
  await expect(left.answer).rejects.toThrow('aborted')
  const exit = server.stop('SIGTERM')
  await expect(told.text()).rejects.toThrow('terminated')
  await remote.close()
  const answer = await stays.answer
  expect([answer.status, (await answer.json()).error.code]).toEqual([502, 'remote-unreachable'])
  expect(await exit).toMatchObject({ code: 0, signal: null, errors: '' })
})

/** Asks for a preview, which takes as long as the remote does; resolves when the remote is asked. */
async function previewUntilAsked(
  server: Server,
  remote: HttpRemote,
  { slug, signal }: { readonly slug: string; readonly signal?: AbortSignal },
): Promise<{ readonly answer: Promise<Response> }> {
  const asked = remote.nextRequest()
  const answer = fetch(`${server.url}/api/v1/models/${slug}/churn/commands?dryRun=true`, {
    method: 'POST',
    headers: { ...asAdmin, 'content-type': 'application/json' },
    body: JSON.stringify({ command: 'deprecate' }),
    ...(signal && { signal }),
  })
  await asked
  return { answer }
}
