import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { openBrowser } from '@/lib/testing/browser'
import { copyEmbeddedTo } from '@/lib/testing/database'
import { createTempDir } from '@/lib/testing/temp-dir'
import { readActions } from './access/actions'
import { createToken, signIn } from './access/means'
import { CANARIES, listSecrets, type Said } from './secrets/canaries'
import { openSecretsWorld, type SecretsWorld, SLUGS } from './secrets/world'
import { runServer, startServer } from './start-server'

test('no secret is in a page, an answer, a log, a tag, a mirror or a command line', async () => {
  const world = await openSecretsWorld()
  const said: Said[] = []
  const given = await collect(world, said).finally(world.close)
  const { server } = world
  said.push({ where: 'stdout', text: server.output() }, { where: 'stderr', text: server.errors() })
  expect(said.some(({ where }) => where.endsWith('/config'))).toBe(true)
  expect(listSecrets(said, { ...CANARIES, ...given })).toEqual([])
})

/** Asks for everything, and has everything refused that can be; gives the secrets that only now came to be. */
async function collect(world: SecretsWorld, said: Said[]) {
  const { server, repo } = world
  const session = await signIn(server.url, 'ana')
  const [cookie = ''] = [...session.cookies].flatMap(([key, value]) =>
    key.includes('signet-session') ? [value] : [],
  )
  const made = await createToken({ server, actions: readActions() }, session, { scopes: ['read'] })
  const ask = async (where: string, init: RequestInit = {}) => {
    const response = await session.visit(server.url + where, init)
    const text = await response.text()
    said.push({ where, text: `${JSON.stringify([...response.headers])}\n${text}` })
    return { status: response.status, text }
  }
  const command = async (body: Readonly<Record<string, string>>, token: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const sent = new Blob([JSON.stringify(body)])
    return ask('/api/v1/models/good/churn/commands', { method: 'POST', headers, body: sent })
  }
  const assign = { command: 'assign', version: 'v1.0.0', stage: 'production' }
  const frozen = { ...assign, stage: 'frozen' }
  const { adminToken, configToken, unknownToken } = CANARIES
  expect((await command(assign, adminToken)).status).toBe(201)
  expect((await command(assign, adminToken)).status).toBe(409)
  expect((await command({ ...assign, stage: '' }, adminToken)).status).toBe(400)
  expect((await command(assign, configToken)).status).toBe(403)
  expect((await command(assign, unknownToken)).status).toBe(401)
  const refused = await command(frozen, adminToken)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('the stage is frozen ***')
  world.remote.setFault({ kind: 'status', status: 403 })
  expect((await command(frozen, adminToken)).status).toBe(502)
  said.push(...(await readCommandLines(world)))
  world.remote.setFault({ kind: 'none' })

  const { items } = JSON.parse((await ask('/api/v1/commands')).text)
  expect(items.length).toBeGreaterThan(2)
  const ids: readonly string[] = items.map(({ id }: { readonly id: string }) => id)
  for (const where of [...PAGES, ...ids.map((id) => `/commands/${id}`)]) {
    await ask(where)
    await ask(where, { headers: { rsc: '1' } })
  }
  for (const where of [...ANSWERS, ...ids.map((id) => `/commands/${id}`)]) {
    await ask(`/api/v1${where}`)
  }
  const tags = (await repo.git(['for-each-ref', '--format=%(refname)', 'refs/tags'])).toString()
  for (const tag of tags.trim().split('\n')) {
    said.push({ where: tag, text: (await repo.git(['cat-file', '-p', tag])).toString() })
  }
  said.push(...readMirrors(world.dataDir))
  return { cookie, made }
}

for (const url of ['postgres://signet:SECRET@127.0.0.1:9/signet', 'mysql://signet:SECRET@h/d']) {
  test(`a start that fails for ${url} does not reveal the password`, async () => {
    const DATABASE_URL = url.replace('SECRET', CANARIES.databasePassword)
    const SIGNET_DATA_DIR = path.join(createTempDir('start'), 'data')
    const { code, output, errors } = await runServer({ DATABASE_URL, SIGNET_DATA_DIR })
    expect(code).toBe(1)
    expect(errors).not.toBe('')
    const said = [{ where: 'the log', text: output + errors }]
    expect(listSecrets(said, CANARIES)).toEqual([])
  })
}

test('the one-time link is printed only in the terminal, and only once', async () => {
  const dataDir = path.join(createTempDir('link'), 'data')
  await copyEmbeddedTo(dataDir)
  const server = await startServer({ SIGNET_DATA_DIR: dataDir })
  const [, link = '', key = ''] =
    /localhost:\d+(\/sign-in\/link\?key=(\S+))/.exec(server.output()) ?? []
  const browser = openBrowser()
  const said: Said[] = []
  for (const where of [
    link,
    '/',
    '/settings?tab=configuration',
    '/api/v1/repos',
    link,
    '/sign-in',
  ]) {
    const response = await browser.visit(server.url + where)
    said.push({ where, text: JSON.stringify([...response.headers]) + (await response.text()) })
  }
  const { output, errors } = await server.stop('SIGTERM')
  expect(key).toMatch(/^[\w-]{43}$/)
  expect(output.split(key)).toHaveLength(2)
  said.push({ where: 'stderr', text: errors })
  expect(listSecrets(said, { key })).toEqual([])
})

const PAGES = [
  ...[
    '/',
    '/stages',
    '/activity',
    '/insights',
    '/insights/list',
    '/repos',
    '/requests?state=all',
    '/reference',
    '/nothing',
    '/promote',
  ],
  ...['/settings', '/settings?tab=tokens', '/settings?tab=configuration', '/sign-in?trouble=link'],
  ...['/models/good/churn', '/models/good/churn?tab=history', '/models/good/none'],
  '/models/good/churn/commands/assign?version=v1.0.0&stage=frozen',
  ...SLUGS.map((slug) => `/repos/${slug}`),
]

const ANSWERS = [
  ...['/repos', '/models', '/models?page=x', '/events', '/commands?state=rejected', '/ready'],
  ...['/models/good/churn', '/models/good/none', '/models/good/churn/events', '/nothing'],
]

/** Every process of this machine while git waits for the remote. */
async function readCommandLines({ remote, server }: SecretsWorld): Promise<readonly Said[]> {
  remote.setFault({ kind: 'hang' })
  const arrived = remote.nextRequest()
  const headers = { authorization: `Bearer ${CANARIES.adminToken}` }
  await fetch(`${server.url}/api/v1/repos/good/sync`, { method: 'POST', headers })
  await arrived
  const running = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return running.map((pid) => ({ where: `the command line of ${pid}`, text: readCommandLine(pid) }))
}

function readCommandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return '' // ended meanwhile
  }
}

/** What git keeps in the mirrors besides objects. */
function readMirrors(dataDir: string): readonly Said[] {
  return readdirSync(dataDir, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /^(?:config|HEAD|FETCH_HEAD|packed-refs)$/.test(entry.name),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((where) => ({ where, text: readFileSync(where, 'latin1') }))
}
