import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HttpRemote, startHttpRemote } from '@/lib/testing/http-remote'
import { createPushSetting, type PushSetting } from '@/lib/testing/push-setting'
import { type SshRemote, startSshRemote, whyNoSshRemote } from '@/lib/testing/ssh-remote'
import { buildTagPayload } from './build-tag-payload'
import { makeTag } from './make-tag'
import { type Push, type PushResult, pushTags } from './push-tags'
import { updateMirror } from './update-mirror'

/** SIGNET_ENDURE=1 runs more rounds of a race, with more pushers in each, and every row over SSH, not each third. */
const isEndure = process.env.SIGNET_ENDURE === '1'
const [ROUNDS, PUSHERS] = isEndure ? [20, 20] : [1, 8]
const PASSWORD = 'pa ss/w%rd'

const missing = whyNoSshRemote()
let http: HttpRemote
let ssh: SshRemote | null = null

beforeAll(async () => {
  const auth = { username: 'ada', password: PASSWORD }
  http = await startHttpRemote({ root: tmpdir(), auth })
  if (missing === null) ssh = await startSshRemote()
})
afterAll(async () => {
  await http.close()
  await ssh?.close()
})

type Transport = 'file' | 'http' | 'ssh'

function createSetting(transport: Transport): Promise<PushSetting> {
  if (transport === 'file') return createPushSetting((dir) => `file://${dir}`)
  if (transport === 'http') {
    const credentials = { kind: 'password', username: 'ada', password: PASSWORD } as const
    return createPushSetting((dir) => http.url(dir), credentials)
  }
  const server = ssh
  if (server === null) throw new Error('no ssh server')
  const knownHostsFile = server.writeKnownHosts()
  const credentials = { kind: 'ssh', keyFile: server.keyFile, knownHostsFile } as const
  return createPushSetting((dir) => server.url(dir), credentials)
}

const transports: readonly Transport[] =
  missing === null ? ['file', 'http', 'ssh'] : ['file', 'http']

/** What is asked, given the tags `new#1` and `new#2` and those that the remote has: `held` and `other`. */
type Row = {
  readonly title: string
  readonly prepare?: (setting: PushSetting) => Promise<unknown> | unknown
  readonly push: (setting: PushSetting) => Promise<Push>
  readonly result: PushResult | Partial<PushResult>
  /** Names that the remote has afterwards, besides `held`. */
  readonly after: readonly string[]
}

const one = async (setting: PushSetting): Promise<Push> => ({
  tags: [await setting.make('new#1')],
  guards: [],
})
const guarded = async (setting: PushSetting): Promise<Push> => ({
  tags: [await setting.make('new#1')],
  guards: [await setting.make('held')],
})
const two = async (setting: PushSetting): Promise<Push> => ({
  tags: [await setting.make('new#1'), await setting.make('new#2')],
  guards: [await setting.make('held')],
})
const taken = (setting: PushSetting) => setting.repo.tag('new#2')
const moved = (setting: PushSetting) => setting.repo.tag('held', { at: 17 })
const config =
  (...args: readonly string[]) =>
  (setting: PushSetting) =>
    setting.repo.git(['config', ...args])
const noAtomic = config('receive.advertiseAtomic', 'false')
const HANGS = ['echo started >&2', 'touch started', 'exec sleep 30']

const rows: readonly Row[] = [
  { title: 'a new tag', push: one, result: { kind: 'pushed' }, after: ['new#1'] },
  {
    title: 'a new tag whose guard holds',
    push: guarded,
    result: { kind: 'pushed' },
    after: ['new#1'],
  },
  { title: 'several tags', push: two, result: { kind: 'pushed' }, after: ['new#1', 'new#2'] },
  {
    title: 'the same objects again',
    prepare: async (setting) => pushTags(setting.mirror, await two(setting)),
    push: two,
    result: { kind: 'up-to-date' },
    after: ['new#1', 'new#2'],
  },
  {
    title: 'the same object again, when its guard has moved since',
    prepare: async (setting) => {
      await pushTags(setting.mirror, await guarded(setting))
      await moved(setting)
    },
    push: guarded,
    result: { kind: 'up-to-date' },
    after: ['new#1'],
  },
  {
    title: 'a name that another writer has taken',
    prepare: (setting) => setting.repo.tag('new#1'),
    push: one,
    result: { kind: 'conflict', refs: ['new#1'], words: [] },
    after: ['new#1'],
  },
  {
    title: 'a name that a lightweight tag has taken',
    prepare: (setting) => setting.repo.lightweightTag('new#1', setting.commit),
    push: one,
    result: { kind: 'conflict', refs: ['new#1'], words: [] },
    after: ['new#1'],
  },
  {
    title: 'two names of which one is taken',
    prepare: taken,
    push: two,
    result: { kind: 'conflict', refs: ['new#2'], words: [] },
    after: ['new#2'],
  },
  {
    title: 'a guard that has moved',
    prepare: moved,
    push: guarded,
    result: { kind: 'conflict', refs: ['held'], words: [] },
    after: [],
  },
  {
    title: 'a guard that is gone',
    prepare: (setting) => setting.repo.deleteTag('held'),
    push: guarded,
    result: { kind: 'conflict', refs: ['held'] },
    after: [],
  },
  {
    title: 'a race that is lost inside the server',
    prepare: (setting) =>
      setting.hook('pre-receive', [
        `env -u GIT_QUARANTINE_PATH git update-ref 'refs/tags/new#1' ${setting.commit}`,
      ]),
    push: one,
    result: { kind: 'conflict', refs: ['new#1'] },
    after: ['new#1'],
  },
  {
    title: 'a name below one that exists',
    push: async (setting) => ({ tags: [await setting.make('held/1')], guards: [] }),
    result: { kind: 'conflict', refs: ['held/1'] },
    after: [],
  },
  {
    title: 'a pre-receive hook that declines',
    prepare: (setting) =>
      setting.hook('pre-receive', ['echo "Tags are protected → ask Jürgen (日本)." >&2; exit 1']),
    push: guarded,
    result: {
      kind: 'rejected',
      reason: 'pre-receive hook declined',
      words: ['Tags are protected → ask Jürgen (日本).'],
    },
    after: [],
  },
  {
    title: 'an update hook that declines one of two',
    prepare: (setting) =>
      setting.hook('update', ['case "$1" in *2) echo "no second tag" >&2; exit 1;; esac']),
    push: two,
    result: {
      kind: 'rejected',
      reason: 'hook declined',
      words: ['no second tag', 'error: hook declined to update refs/tags/new#2'],
    },
    after: [],
  },
  {
    title: 'a server that forbids the transaction',
    prepare: (setting) =>
      setting.hook('reference-transaction', [
        'test "$1" != prepared || { echo frozen >&2; exit 1; }',
      ]),
    push: one,
    // git's server does not refuse then, it dies.
    result: { kind: 'unknown' },
    after: [],
  },
  {
    title: 'a hook whose words would do harm',
    prepare: (setting) =>
      setting.hook('pre-receive', [
        `printf '\\033[31mred\\007 https://bob:hush@h/x ${PASSWORD} \\342\\200\\256evil\\n' >&2`,
        'i=0; while [ $i -lt 50 ]; do echo line $i >&2; i=$((i+1)); done; exit 1',
      ]),
    push: one,
    result: { kind: 'rejected', reason: 'pre-receive hook declined' },
    after: [],
  },
  {
    title: 'a hook that prints three megabytes',
    prepare: (setting) =>
      setting.hook('pre-receive', [
        'i=0; while [ $i -lt 30000 ]; do echo "$i xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" >&2; i=$((i+1)); done',
      ]),
    push: guarded,
    result: { kind: 'pushed' },
    after: ['new#1'],
  },
  {
    title: 'a hook that takes its time',
    prepare: (setting) => setting.hook('pre-receive', ['sleep 2']),
    push: guarded,
    result: { kind: 'pushed' },
    after: ['new#1'],
  },
  {
    title: 'a server that refuses the pack',
    prepare: config('receive.maxInputSize', '1'),
    push: one,
    result: { kind: 'rejected', reason: 'unpacker error' },
    after: [],
  },
  {
    title: 'a remote without atomic: one tag',
    prepare: noAtomic,
    push: guarded,
    result: { kind: 'pushed' },
    after: ['new#1'],
  },
  {
    title: 'a remote without atomic: the same object again',
    prepare: async (setting) => {
      await pushTags(setting.mirror, await one(setting))
      await noAtomic(setting)
    },
    push: one,
    result: { kind: 'up-to-date' },
    after: ['new#1'],
  },
  {
    title: 'a remote without atomic: a name that is taken',
    prepare: async (setting) => {
      await setting.repo.tag('new#1')
      await noAtomic(setting)
    },
    push: one,
    result: { kind: 'conflict', refs: ['new#1'] },
    after: ['new#1'],
  },
  {
    title: 'a remote without atomic: a guard that has moved',
    prepare: async (setting) => {
      await moved(setting)
      await noAtomic(setting)
    },
    push: guarded,
    result: { kind: 'conflict', refs: ['held'] },
    after: [],
  },
  {
    title: 'a remote without atomic: the same object again, when its guard has moved since',
    prepare: async (setting) => {
      await pushTags(setting.mirror, await guarded(setting))
      await moved(setting)
      await noAtomic(setting)
    },
    push: guarded,
    result: { kind: 'up-to-date' },
    after: ['new#1'],
  },
  {
    title: 'a remote without atomic: a race that is lost inside the server',
    prepare: async (setting) => {
      setting.hook('update', [
        `env -u GIT_QUARANTINE_PATH git update-ref 'refs/tags/new#1' ${setting.commit}`,
      ])
      await noAtomic(setting)
    },
    push: one,
    result: { kind: 'conflict', refs: ['new#1'] },
    after: ['new#1'],
  },
  {
    title: 'a remote without atomic: several tags',
    prepare: noAtomic,
    push: two,
    result: {
      kind: 'rejected',
      reason: 'the remote does not support atomic pushes, which several tags need',
      words: [],
    },
    after: [],
  },
  {
    title: 'a server that dies in the middle',
    prepare: (setting) => setting.hook('pre-receive', ['kill -9 $PPID']),
    push: one,
    result: { kind: 'unknown' },
    after: [],
  },
]

describe.each(transports)('over %s', (transport) => {
  const chosen = rows.filter((_, at) => transport !== 'ssh' || isEndure || at % 3 === 0)
  test.each(chosen)('$title', async ({ prepare, push, result, after }) => {
    const setting = await createSetting(transport)
    const held = await setting.make('held')
    expect(await pushTags(setting.mirror, { tags: [held], guards: [] })).toEqual({ kind: 'pushed' })
    await prepare?.(setting)
    const found = await pushTags(setting.mirror, await push(setting))
    expect(found).toMatchObject(result)
    const text = JSON.stringify(found)
    expect(text).not.toMatch(/hush|\\u001b|\\u0007|\u202e/)
    if (transport === 'http') expect(text).not.toContain(PASSWORD)
    const names = [...(await setting.list()).keys()].filter((name) => name !== 'held')
    expect(names).toEqual(after)
    expect((await setting.repo.git(['fsck', '--no-dangling'])).toString()).toBe('')
  })

  test('a push whose hook hangs is unknown and can be repeated', async () => {
    const setting = await createSetting(transport)
    const impatient = { ...setting.mirror, limits: { ...setting.mirror.limits, pushSeconds: 8 } }
    setting.hook('pre-receive', HANGS)
    const push = await one(setting)
    expect(await pushTags(impatient, push)).toMatchObject({ kind: 'unknown', code: 'timeout' })
    expect([...(await setting.list())]).toEqual([])
    setting.hook('pre-receive', [])
    expect(await pushTags(setting.mirror, push)).toEqual({ kind: 'pushed' })
    expect(await pushTags(impatient, push)).toEqual({ kind: 'up-to-date' })
  })

  test('a push that is stopped on request is reported as such', async () => {
    const { mirror, ...setting } = await createSetting(transport)
    const push = await one({ mirror, ...setting })
    const before = AbortSignal.abort()
    expect(await pushTags(mirror, push, before)).toMatchObject({ kind: 'not-sent', code: 'killed' })
    setting.hook('pre-receive', HANGS)
    const during = new AbortController()
    const pushing = pushTags(mirror, push, during.signal)
    const started = path.join(setting.repo.gitDir, 'started')
    await expect.poll(() => existsSync(started)).toBe(true)
    during.abort()
    expect(await pushing).toMatchObject({ kind: 'unknown', code: 'killed' })
  })

  test(`a race of ${PUSHERS} has one winner, ${ROUNDS} times`, async () => {
    const setting = await createSetting(transport)
    for (let round = 1; round <= ROUNDS; round++) {
      const name = `nn#prod#${round}`
      const numbers = Array.from({ length: PUSHERS }, (_, number) => 1767225600 + number)
      const tags = await Promise.all(numbers.map((seconds) => setting.make(name, seconds)))
      const results = await Promise.all(
        tags.map((tag) => pushTags(setting.mirror, { tags: [tag], guards: [] })),
      )
      const winners = tags.filter((_, at) => results[at]?.kind === 'pushed')
      expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(PUSHERS - 1)
      expect(winners.map(({ oid }) => oid)).toEqual([(await setting.list()).get(name)])
    }
  }, 600_000)
})

describe('what never reaches the remote', () => {
  test('over HTTP', async () => {
    const setting = await createSetting('http')
    const push = await one(setting)
    const pushWith = (remote: Partial<typeof setting.mirror.remote>) =>
      pushTags({ ...setting.mirror, remote: { ...setting.mirror.remote, ...remote } }, push)
    const wrong = { kind: 'password', username: 'ada', password: 'wr0ng' } as const
    expect(await pushWith({ credentials: wrong })).toEqual({
      kind: 'not-sent',
      code: 'auth-failed',
      message: 'The server refused the user name and password.',
    })
    expect(await pushWith({ credentials: null })).toMatchObject({
      kind: 'not-sent',
      code: 'auth-failed',
    })
    const elsewhere = { url: setting.mirror.remote.url.replace(/:\d+/, ':1') }
    expect(await pushWith(elsewhere)).toMatchObject({ kind: 'not-sent', code: 'unreachable' })
    const nothing = { url: `${setting.mirror.remote.url}-not` }
    expect(await pushWith(nothing)).toMatchObject({ kind: 'not-sent', code: 'not-found' })
    for (const [status, code] of [
      [403, 'auth-failed'],
      [500, 'unreachable'],
    ] as const) {
      http.setFault({ kind: 'status', status })
      expect(await pushTags(setting.mirror, push)).toMatchObject({ kind: 'not-sent', code })
      http.setFault({ kind: 'none' })
    }
    expect([...(await setting.list())]).toEqual([])
  })

  test.skipIf(missing)('over SSH', async () => {
    const setting = await createSetting('ssh')
    const push = await one(setting)
    const credentials = setting.mirror.remote.credentials
    if (credentials?.kind !== 'ssh' || ssh === null) throw new Error('no ssh credentials')
    const pushWith = (changed: Partial<typeof credentials>) => {
      const remote = { ...setting.mirror.remote, credentials: { ...credentials, ...changed } }
      return pushTags({ ...setting.mirror, remote }, push)
    }
    const stranger = { keyFile: ssh.strangerKeyFile }
    expect(await pushWith(stranger)).toMatchObject({ kind: 'not-sent', code: 'auth-failed' })
    const unknown = { knownHostsFile: '/dev/null' }
    expect(await pushWith(unknown)).toMatchObject({ kind: 'not-sent', code: 'host-key' })
    expect([...(await setting.list())]).toEqual([])
  })
})

test('a tag on a commit that the remote has lost is not pushed without its blob', async () => {
  const { repo, mirror, ...setting } = await createSetting('file')
  await repo.git(['config', 'uploadpack.allowFilter', 'true'])
  const commit = await repo.commit({ files: { large: 'x'.repeat(300_000) } })
  await updateMirror(mirror, () => {})
  await repo.git(['update-ref', 'refs/heads/main', setting.commit])
  await repo.git(['-c', 'gc.pruneExpire=now', 'gc', '-q', '--prune=now'])
  const tagger = { name: 'Signet', email: 'signet@example.com' }
  const parts = { commit, tag: 'new#1', tagger, seconds: 1767225600, message: 'x' }
  const tag = { name: 'new#1', oid: await makeTag(mirror, buildTagPayload(parts)) }
  const result = await pushTags(mirror, { tags: [tag], guards: [] })
  expect(result).toMatchObject({ kind: 'rejected', reason: 'unpacker error' })
  expect([...(await setting.list())]).toEqual([])
})

describe('an answer that is lost over HTTP', () => {
  test.each([
    ['cut off after the tag was created', { kind: 'cut', afterBytes: 5 } as const, 'up-to-date'],
    ['replaced by an error of a proxy', { kind: 'status', status: 502 } as const, 'pushed'],
  ])('%s is unknown, and a repeated push resolves it', async (_what, fault, again) => {
    const setting = await createSetting('http')
    const push = await one(setting)
    const result = pushTags(setting.mirror, push)
    // git asks for the refs, is told to sign in, asks again; the fault is for what comes then.
    await http.nextRequest()
    await http.nextRequest()
    http.setFault(fault)
    expect(await result).toMatchObject({ kind: 'unknown', code: 'unreachable' })
    http.setFault({ kind: 'none' })
    expect(await pushTags(setting.mirror, push)).toEqual({ kind: again })
  })
})
