import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { type HttpRemote, startHttpRemote } from '@/lib/testing/http-remote'
import { rawGit } from '@/lib/testing/raw-git'
import { listRemote } from './list-remote'
import type { Limits, Mirror } from './mirror'
import { readSizes } from './read-objects'
import { updateMirror } from './update-mirror'

const PASSWORD = 'pa ss/w%rd'
const auth = { username: 'ada', password: PASSWORD }

let repo: GitRepo
let remote: HttpRemote
let locked: HttpRemote

beforeAll(async () => {
  repo = await createGitRepo()
  await repo.commit({ files: { a: 'x'.repeat(50_000) } })
  await repo.tag('nn@v1.0.0')
  const root = path.dirname(repo.dir)
  remote = await startHttpRemote({ root })
  locked = await startHttpRemote({ root, auth })
})
afterAll(async () => {
  await remote.close()
  await locked.close()
})

function mirrorOf(server: HttpRemote, userInfo = '', limits: Partial<Limits> = {}): Mirror {
  return createTestMirror(server.url(repo.dir).replace('://', `://${userInfo}`), { limits })
}

const quiet = () => {}
const withPassword = `ada:${encodeURIComponent(PASSWORD)}@`

/** The code and sentence that both a listing and a clone end with. */
async function failureOf(mirror: Mirror): Promise<{ code: string; message: string }> {
  const failures: { code: string; message: string }[] = []
  for (const start of [listRemote, (same: Mirror) => updateMirror(same, quiet)]) {
    await start(mirror).then(
      () => failures.push({ code: 'none', message: 'it worked' }),
      ({ code, message }) => failures.push({ code, message }),
    )
  }
  expect(failures[1]).toEqual(failures[0])
  expect(readdirSync(path.dirname(mirror.dir))).toEqual([])
  return failures[0] ?? { code: '', message: '' }
}

describe('an HTTP remote', () => {
  test('is listed, cloned and fetched', async () => {
    const mirror = mirrorOf(remote)
    expect((await listRemote(mirror)).tags.size).toBe(1)
    expect(await updateMirror(mirror, quiet)).toBe('cloned')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
  })

  test('is cloned with a password', async () => {
    const mirror = mirrorOf(locked, withPassword)
    expect((await listRemote(mirror)).tags.size).toBe(1)
    expect(await updateMirror(mirror, quiet)).toBe('cloned')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    const config = readFileSync(path.join(mirror.dir, 'config'), 'utf8')
    expect(config).not.toContain('ada')
    expect(locked.requests.at(-1)?.authorization).toBe(`Basic ${btoa(`ada:${PASSWORD}`)}`)
  })

  test('passes its password in no argument list of any process', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir), auth })
    const mirror = mirrorOf(server, withPassword)
    server.setFault({ kind: 'hang' })
    for (const start of [listRemote, (m: Mirror, s: AbortSignal) => updateMirror(m, quiet, s)]) {
      const controller = new AbortController()
      const arrived = server.nextRequest()
      const run = start(mirror, controller.signal)
      await arrived
      const lines = commandLines()
      expect(lines.some((line) => line.includes(server.url(repo.dir)))).toBe(true)
      for (const form of ['pa ss/w', encodeURIComponent(PASSWORD), btoa(`ada:${PASSWORD}`)]) {
        expect(lines.filter((line) => line.includes(form))).toEqual([])
      }
      controller.abort()
      await expect(run).rejects.toMatchObject({ code: 'killed' })
      expect(commandLines().filter((line) => line.includes(server.url(repo.dir)))).toEqual([])
    }
    await server.close()
  })
})

describe('lists of refs that are requested at the same time', () => {
  test('one request runs at a time, and callers that arrive meanwhile share the next', async () => {
    const fresh = await createGitRepo()
    await fresh.commit({ files: { a: '1' } })
    const server = await startHttpRemote({ root: path.dirname(fresh.dir) })
    const list = () => listRemote(createTestMirror(server.url(fresh.dir)))
    await list()
    const requestsOfOne = server.requests.length
    const mirror = createTestMirror(server.url(fresh.dir))
    let answer = () => {}
    const until = new Promise<void>((resolve) => {
      answer = resolve
    })
    server.setFault({ kind: 'wait', until })
    const arrived = server.nextRequest()
    const first = listRemote(mirror)
    await arrived
    await fresh.tag('nn@v1.0.0')
    const later = Array.from({ length: 20 }, () => listRemote({ ...mirror }))
    server.setFault({ kind: 'none' })
    answer()
    await first
    for (const { tags } of await Promise.all(later)) expect([...tags.keys()]).toEqual(['nn@v1.0.0'])
    expect(server.requests.length).toBe(requestsOfOne * 3)
    await server.close()
  })

  test('a caller that is stopped does not stop the request of the others', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    const mirror = mirrorOf(server)
    let answer = () => {}
    const until = new Promise<void>((resolve) => {
      answer = resolve
    })
    server.setFault({ kind: 'wait', until })
    const stop = new AbortController()
    const arrived = server.nextRequest()
    const stopped = listRemote(mirror, stop.signal)
    const other = listRemote(mirror)
    await arrived
    stop.abort()
    await expect(stopped).rejects.toMatchObject({ code: 'killed' })
    answer()
    expect((await other).tags.size).toBe(1)
    await server.close()
  })

  test('a list longer than the limit is refused', async () => {
    const limits = { listBytes: 100 }
    await expect(listRemote(mirrorOf(remote, '', limits))).rejects.toMatchObject({
      code: 'too-large',
      message: "The remote's list of refs is longer than 100 bytes.",
    })
  })
})

describe('a server that does not speak Git’s protocol', () => {
  const notGit = {
    code: 'unreachable',
    message: "The server does not speak Git's protocol.",
  }
  const advertised = 'application/x-git-upload-pack-advertisement'
  test.each([
    ['an empty page', 'text/plain', ''],
    ['a page of HTML', 'text/html', '<!doctype html>\n<p>Sign in</p>\n'],
    ['a page of HTML in one line', 'text/html', '<!doctype html><p>Sign in</p>'],
    ['a list of files', 'text/plain', `${'a'.repeat(40)}\trefs/heads/main\n`],
    ['HTML that is called Git', advertised, '<!doctype html>\n<p>Sign in</p>\n'],
    ['a line of Git and then HTML', advertised, '000eversion 2\n<p>Sign in</p>\n'],
  ])('%s', async (_title, type, body) => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    server.setFault({ kind: 'page', type, body })
    expect(await failureOf(mirrorOf(server))).toEqual(notGit)
    await server.close()
  })

  test('is refused when its answer is empty and called Git', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    server.setFault({ kind: 'page', type: advertised, body: '' })
    expect((await failureOf(mirrorOf(server))).code).toBe('unreachable')
    await server.close()
  })

  test('is refused when it serves files, although git could read them', async () => {
    const served = await createGitRepo()
    await served.commit({ files: { a: '1' } })
    await served.git(['update-server-info'])
    const server = await startHttpRemote({ root: path.dirname(served.dir) })
    server.setFault({ kind: 'files' })
    expect(await failureOf(createTestMirror(server.url(served.dir)))).toEqual(notGit)
    await server.close()
  })

  test('a page in place of a fetch leaves the mirror readable, and the next fetch repairs it', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    const mirror = mirrorOf(server)
    await updateMirror(mirror, quiet)
    server.setFault({ kind: 'page', type: 'text/plain', body: '' })
    await expect(updateMirror(mirror, quiet)).rejects.toMatchObject(notGit)
    server.setFault({ kind: 'none' })
    const { tags } = await listRemote(mirror)
    expect([...(await readSizes(mirror, [...tags.values()])).values()]).not.toContain('missing')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    expect((await rawGit(mirror.dir, ['show-ref'])).toString()).toContain('nn@v1.0.0')
    await server.close()
  })

  test('does not include an empty repository and a server of the old protocol', async () => {
    const empty = await createGitRepo()
    const server = await startHttpRemote({ root: path.dirname(empty.dir) })
    const mirror = createTestMirror(server.url(empty.dir))
    for (const kind of ['none', 'version-0'] as const) {
      server.setFault({ kind })
      expect((await listRemote(mirror)).branches.size).toBe(0)
      expect(await updateMirror(mirror, quiet)).toBe(kind === 'none' ? 'cloned' : 'fetched')
    }
    await empty.commit({ files: { a: '1' } })
    expect((await listRemote(mirror)).branches.size).toBe(1)
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    await server.close()
    expect(readdirSync(path.join(mirror.home, 'tmp'))).toEqual([])
  })
})

describe('failures over HTTP, as listing and cloning tell them', () => {
  test('no password is given where one is required', async () => {
    expect(await failureOf(mirrorOf(locked))).toEqual({
      code: 'auth-failed',
      message: 'The server asks for a user name and password, and none are configured.',
    })
  })

  test('a wrong password is refused', async () => {
    expect(await failureOf(mirrorOf(locked, 'ada:wr0ng-s3cret@'))).toEqual({
      code: 'auth-failed',
      message: 'The server refused the user name and password.',
    })
  })

  test.each([
    [401, 'auth-failed', 'The server asks for a user name and password, and none are configured.'],
    [403, 'auth-failed', 'The server denies access to this repository (HTTP 403).'],
    [
      404,
      'not-found',
      'There is no Git repository at this address, or it is hidden from these credentials.',
    ],
    [
      410,
      'not-found',
      'There is no Git repository at this address, or it is hidden from these credentials.',
    ],
    [429, 'unreachable', 'The server asks for fewer requests (HTTP 429).'],
    [500, 'unreachable', 'The server failed to answer (HTTP 5xx).'],
    [503, 'unreachable', 'The server failed to answer (HTTP 5xx).'],
  ])('HTTP %i', async (status, code, message) => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    server.setFault({ kind: 'status', status })
    expect(await failureOf(mirrorOf(server))).toEqual({ code, message })
    await server.close()
  })

  test('a server does not listen', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    const mirror = mirrorOf(server)
    await server.close()
    expect(await failureOf(mirror)).toEqual({
      code: 'unreachable',
      message: 'No connection to the server could be made.',
    })
  })

  test('a host does not exist', async () => {
    const mirror = createTestMirror('https://signet-test.invalid/x')
    expect(await failureOf(mirror)).toEqual({
      code: 'unreachable',
      message: 'The host name cannot be resolved.',
    })
  })

  test('a server does not speak TLS', async () => {
    const mirror = createTestMirror(remote.url(repo.dir).replace('http://', 'https://'))
    expect((await failureOf(mirror)).code).toBe('unreachable')
  })

  test('a connection breaks off', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    for (const afterBytes of [0, 10, 150]) {
      server.setFault({ kind: 'cut', afterBytes })
      expect((await failureOf(mirrorOf(server))).code).toBe('unreachable')
    }
    await server.close()
  })

  test('a server does not answer, and the limit ends the whole process group', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    const limits = { listSeconds: 0.5, cloneSeconds: 0.5 }
    for (const kind of ['hang', 'slow'] as const) {
      server.setFault({ kind })
      expect(await failureOf(mirrorOf(server, '', limits))).toEqual({
        code: 'timeout',
        message: 'git took longer than 0.5 seconds.',
      })
    }
    expect(
      await updateMirror(mirrorOf(server, '', { idleSeconds: 0.5 }), quiet).catch((error) => error),
    ).toMatchObject({
      code: 'timeout',
      message: 'The server sent nothing for 0.5 seconds.',
    })
    expect(commandLines().filter((line) => line.includes(server.url(repo.dir)))).toEqual([])
    await server.close()
  })

  test('a redirect is not followed, and no credentials go to its target', async () => {
    const target = await startHttpRemote({ root: path.dirname(repo.dir) })
    const server = await startHttpRemote({ root: path.dirname(repo.dir), auth })
    server.setFault({ kind: 'redirect', to: target.origin })
    const failure = await failureOf(mirrorOf(server, withPassword))
    expect(failure.code).toBe('unreachable')
    expect(failure.message).toContain('Redirects are not followed')
    expect(target.requests).toEqual([])
    await server.close()
    await target.close()
  })

  test('an error during a fetch leaves the mirror as it was', async () => {
    const server = await startHttpRemote({ root: path.dirname(repo.dir) })
    const mirror = mirrorOf(server)
    await updateMirror(mirror, quiet)
    const before = readFileSync(path.join(mirror.dir, 'packed-refs'), 'utf8')
    server.setFault({ kind: 'status', status: 500 })
    await expect(updateMirror(mirror, quiet)).rejects.toMatchObject({ code: 'unreachable' })
    expect(readFileSync(path.join(mirror.dir, 'packed-refs'), 'utf8')).toBe(before)
    await server.close()
  })

  test('a repository beyond the size limit is refused', async () => {
    const big = await createGitRepo()
    const files: Record<string, Buffer> = {}
    for (let number = 0; number < 40; number++) files[`f${number}`] = noise(number, 200_000)
    await big.commit({ files })
    const server = await startHttpRemote({ root: path.dirname(big.dir) })
    const mirror = createTestMirror(server.url(big.dir), { limits: { mirrorBytes: 1_000_000 } })
    await expect(updateMirror(mirror, quiet)).rejects.toMatchObject({ code: 'too-large' })
    expect(readdirSync(path.dirname(mirror.dir))).toEqual([])
    await server.close()
  })
})

/** Bytes that do not compress, the same each time. */
function noise(seed: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed + 1
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    bytes[at] = state >>> 16
  }
  return bytes
}

function commandLines(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return '' // it has ended meanwhile
      }
    })
}
