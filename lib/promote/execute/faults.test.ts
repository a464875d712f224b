import { cpSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { acquireLease } from '@/lib/database/lease'
import { GitError } from '@/lib/git/git-error'
import type { CommandEntry } from '@/lib/journal/commands'
import { addHook } from '@/lib/testing/add-hook'
import type { GitRepo } from '@/lib/testing/git-repo'
import { startHttpRemote } from '@/lib/testing/http-remote'
import {
  createChurn,
  DAY,
  listTagNames,
  NOW,
  openPromoteSetting,
  type PromoteSetting,
} from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest } from '@/lib/testing/promote-world'
import type { PromoteContext } from '../context'
import { openRepoReads } from '../serve-repo-reads'
import { findCommand } from '../view/list-commands'
import { preview } from '../view/preview'
import { executeCommand } from './execute-command'
import { recoverRepo } from './recover-commands'

const ana = buildActor('ana')
const everybody = { repos: 'all' } as const
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

type Options = Parameters<typeof openPromoteSetting>[1]

async function createSetting(options: Options = {}): Promise<PromoteSetting> {
  const setting = await openPromoteSetting('server', options)
  closing.push(() => setting.close())
  return setting
}

const promotion = () => buildRequest([assign('churn', 'v1.1.0', 'production')])

/** Does something at the moment when a command has reached a state. */
function at(context: PromoteContext, state: string, act: () => void): PromoteContext {
  return {
    ...context,
    onState: (entry: CommandEntry) => {
      if (entry.state === state) act()
    },
  }
}

async function expectNothingWritten(repo: GitRepo): Promise<void> {
  expect(await listTagNames(repo, 'churn#*')).toEqual(['churn#production#1'])
}

/** A tag object of somebody else, on no ref yet. */
function foreignTag(repo: GitRepo, name: string, commit: string, seconds: number): Promise<string> {
  const who = `Cleo <cleo@example.com> ${seconds} +0000`
  return repo.rawTag(`object ${commit}\ntype commit\ntag ${name}\ntagger ${who}\n\nby hand\n`)
}

const now = NOW.getTime() / 1000

describe('another person writes between reading the remote and the push:', () => {
  test('the same tag name is a conflict', async () => {
    const { repo, first, promote } = await createSetting()
    const oid = await foreignTag(repo, 'churn#production#2', first, now)
    const context = at(promote, 'prepared', () => repo.rawRef('refs/tags/churn#production#2', oid))
    expect(await executeCommand(context, ana, promotion())).toMatchObject({
      refusal: { code: 'conflict', details: { tag: 'churn#production#2' } },
      command: { state: 'refused' },
    })
    expect(await repo.resolve('refs/tags/churn#production#2')).toBe(oid)
  })

  test('a displaced tag that was moved is a conflict', async () => {
    const { repo, second, promote } = await createSetting()
    const oid = await foreignTag(repo, 'churn#production#1', second, now - DAY)
    const context = at(promote, 'prepared', () => repo.rawRef('refs/tags/churn#production#1', oid))
    expect(await executeCommand(context, ana, promotion())).toMatchObject({
      refusal: { code: 'conflict', details: { tag: 'churn#production#1' } },
    })
    await expectNothingWritten(repo)
  })

  test('a newer tag of the stage under another name supersedes, and is told', async () => {
    const forge = { kind: 'gitlab', url: 'https://gitlab.com/acme/ml' } as const
    const { repo, first, promote } = await createSetting({ forge })
    const name = 'churn#production#7'
    const oid = await foreignTag(repo, name, first, now + 5)
    const context = at(promote, 'pushed', () => repo.rawRef(`refs/tags/${name}`, oid))
    expect(await executeCommand(context, ana, promotion())).toMatchObject({
      kind: 'command',
      command: {
        state: 'indexed',
        tags: [{ tag: 'churn#production#2' }],
        superseded: {
          artifact: 'churn',
          tag: name,
          tagger: 'Cleo',
          at: '2023-11-24T22:13:25+00:00',
          link: { forge: 'GitLab', url: `${forge.url}/-/tags/churn%23production%237` },
        },
      },
    })
  })

  test('a command does not wait for a tag that was deleted before it was indexed', async () => {
    const { repo, promote } = await createSetting()
    const ref = path.join(repo.dir, 'refs/tags/churn#production#2')
    const context = at(promote, 'confirmed', () => rmSync(ref))
    expect(await executeCommand(context, ana, promotion())).toMatchObject({
      command: { state: 'indexed' },
    })
    await expectNothingWritten(repo)
  })

  test('an older tag, or one of another stage, does not', async () => {
    const { repo, first, promote } = await createSetting()
    const older = await foreignTag(repo, 'churn#production#7', first, now - 5)
    const other = await foreignTag(repo, 'churn#staging#8', first, now + 5)
    const context = at(promote, 'pushed', () => {
      repo.rawRef('refs/tags/churn#production#7', older)
      repo.rawRef('refs/tags/churn#staging#8', other)
    })
    expect(await executeCommand(context, ana, promotion())).toMatchObject({
      command: { state: 'indexed', superseded: null },
    })
  })
})

describe('the remote', () => {
  test('refuses in its own words, and is not asked again', async () => {
    const { repo, promote } = await createSetting()
    addHook(repo, 'pre-receive', 'echo asked >> asked; echo "production is frozen" >&2; exit 1')
    const asked = promotion()
    const refused = {
      refusal: {
        code: 'remote-refused',
        details: { reason: 'pre-receive hook declined: production is frozen' },
      },
      command: { state: 'rejected' },
    }
    expect(await executeCommand(promote, ana, asked)).toMatchObject(refused)
    expect(await executeCommand(promote, ana, asked)).toMatchObject(refused)
    await reconcileAll(promote)
    expect(readFileSync(path.join(repo.dir, 'asked'), 'utf8')).toBe('asked\n')
    await expectNothingWritten(repo)
  })

  test('that is gone is told, and a preview too', async () => {
    const { repo, promote } = await createSetting()
    await executeCommand(promote, ana, buildRequest([assign('churn', 'v1.1.0', 'staging')]))
    renameSync(repo.dir, `${repo.dir}.away`)
    expect(await executeCommand(promote, ana, promotion())).toMatchObject({
      refusal: { code: 'remote-unreachable' },
      command: { state: 'refused' },
    })
    expect(await preview(promote, ana, promotion())).toMatchObject({
      kind: 'refused',
      refusal: { code: 'remote-unreachable' },
    })
  })

  test('that takes the tag and is gone before it can be asked is asked later', async () => {
    const { repo, promote } = await createSetting()
    const context = at(promote, 'pushed', () => renameSync(repo.dir, `${repo.dir}.away`))
    const asked = promotion()
    expect(await executeCommand(context, ana, asked)).toMatchObject({
      kind: 'command',
      command: { state: 'pushed', refusal: null },
    })
    await reconcileAll(promote)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('pushed')
    renameSync(`${repo.dir}.away`, repo.dir)
    await reconcileAll(promote)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('indexed')
  })

  test('over http that does not let us in is told as such', async () => {
    const { repo } = await createChurn()
    const auth = { username: 'u', password: 'p' }
    const remote = await startHttpRemote({ root: path.dirname(repo.dir), auth })
    closing.push(() => remote.close())
    const { promote } = await createSetting({ remote: () => remote.url(repo.dir) })
    expect(await executeCommand(promote, ana, promotion())).toMatchObject({
      refusal: { code: 'remote-auth' },
      command: { state: 'refused' },
    })
    await expectNothingWritten(repo)
  })

  test('whose answer is lost after it took the tag has it all the same', async () => {
    const { repo, promote } = await createSetting()
    addHook(repo, 'post-receive', 'kill -9 $PPID')
    const states: string[] = []
    const context = { ...promote, onState: ({ state }: CommandEntry) => void states.push(state) }
    expect(await executeCommand(context, ana, promotion())).toMatchObject({
      command: { state: 'indexed' },
    })
    expect(states).toEqual(['requested', 'checked', 'prepared', 'unknown', 'confirmed', 'indexed'])
  })

  test('whose answer is lost before it took the tag gets the same object later', async () => {
    const { repo, promote } = await createSetting()
    const removeHook = addHook(repo, 'pre-receive', 'kill -9 $PPID')
    const asked = promotion()
    const outcome = await executeCommand(promote, ana, asked)
    expect(outcome).toMatchObject({ kind: 'command', command: { state: 'unknown', refusal: null } })
    await expectNothingWritten(repo)
    await reconcileAll(promote)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('unknown')
    removeHook()
    const again = await executeCommand(promote, ana, asked)
    expect(again).toMatchObject({ command: { state: 'indexed', tags: outcome.command?.tags } })
    expect(await repo.resolve('refs/tags/churn#production#2')).toBe(outcome.command?.tags[0]?.oid)
  })

  test('that has the tag but cannot be read has it, and is read later', async () => {
    const { repo, promote } = await createSetting()
    const sync = () => Promise.reject(new GitError('reading-limit', 'Reading it took too much.'))
    const context = { ...promote, reads: { ...promote.reads, sync } }
    const asked = promotion()
    expect(await executeCommand(context, ana, asked)).toMatchObject({
      kind: 'command',
      command: { state: 'confirmed', refusal: null },
    })
    expect(await listTagNames(repo, 'churn#*')).toEqual([
      'churn#production#1',
      'churn#production#2',
    ])
    expect(await executeCommand(promote, ana, asked)).toMatchObject({
      command: { state: 'indexed' },
    })
  })

  test("of which nothing is known is found to have somebody else's tag", async () => {
    const { repo, first, promote } = await createSetting()
    const removeHook = addHook(repo, 'pre-receive', 'kill -9 $PPID')
    const asked = promotion()
    await executeCommand(promote, ana, asked)
    removeHook()
    const oid = await foreignTag(repo, 'churn#production#2', first, now)
    repo.rawRef('refs/tags/churn#production#2', oid)
    await reconcileAll(promote)
    expect(await findCommand(promote, everybody, asked.requestId)).toMatchObject({
      state: 'refused',
      refusal: { code: 'conflict', details: { tag: 'churn#production#2' } },
    })
    expect(await repo.resolve('refs/tags/churn#production#2')).toBe(oid)
  })
})

describe('a process', () => {
  test('that lost its lease writes nothing more, and the next one brings the command to its end', async () => {
    const { repo, promote } = await createSetting()
    const { database } = promote.sync
    const asked = promotion()
    let stolen: Promise<unknown> = Promise.resolve()
    const context = at(promote, 'requested', () => {
      stolen = database
        .query(`UPDATE leases SET expires_at = now() - interval '1 second'`)
        .then(() => acquireLease(database, 'promote:ml', { holder: 'other', seconds: 0 }))
    })
    const outcome = await executeCommand(context, ana, asked)
    await stolen
    expect(outcome.command?.state).toBe('requested')
    await expectNothingWritten(repo)
    expect(await executeCommand(promote, ana, asked)).toMatchObject({
      refusal: { code: 'interrupted' },
      command: { state: 'refused' },
    })
    await expectNothingWritten(repo)
  })

  test('pushes no tag that is older than a day', async () => {
    let clock = NOW
    const { repo, promote } = await createSetting({ now: () => clock })
    const asked = promotion()
    const context = at(promote, 'pushed', () => renameSync(repo.dir, `${repo.dir}.away`))
    await executeCommand(context, ana, asked)
    renameSync(`${repo.dir}.away`, repo.dir)
    await repo.deleteTag('churn#production#2')
    clock = new Date(NOW.getTime() + DAY * 1000 + 1000)
    await reconcileAll(promote)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('expired')
    await expectNothingWritten(repo)
  })

  test('pushes no tag to another repository than it was signed for', async () => {
    const { repo, promote, context: own } = await createSetting()
    const fork = `${repo.dir}-fork`
    cpSync(repo.dir, fork, { recursive: true })
    const asked = promotion()
    const context = at(promote, 'pushed', () => renameSync(repo.dir, `${repo.dir}.away`))
    await executeCommand(context, ana, asked)
    renameSync(`${repo.dir}.away`, repo.dir)
    const { sync } = promote
    const repos = sync.config.repos.map((one) => ({ ...one, remote: fork }))
    const config = { ...sync.config, repos }
    const reads = openRepoReads({ ...own, config }, promote.runtime)
    await reconcileAll({ ...promote, reads, sync: { ...sync, config } })
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('pushed')
    expect(String(await repo.git(['-C', fork, 'tag', '-l', 'churn#*']))).toBe(
      'churn#production#1\n',
    )
    await reconcileAll(promote)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('indexed')
  })

  test('makes the same object again where the mirror was lost', async () => {
    const { repo, promote } = await createSetting()
    const asked = promotion()
    const context = at(promote, 'pushed', () => renameSync(repo.dir, `${repo.dir}.away`))
    const outcome = await executeCommand(context, ana, asked)
    renameSync(`${repo.dir}.away`, repo.dir)
    await repo.deleteTag('churn#production#2')
    const mirrors = path.join(promote.sync.config.dataDir, 'mirrors')
    renameSync(mirrors, `${mirrors}.lost`)
    await reconcileAll(promote)
    expect((await findCommand(promote, everybody, asked.requestId))?.state).toBe('indexed')
    expect(await repo.resolve('refs/tags/churn#production#2')).toBe(outcome.command?.tags[0]?.oid)
  })
})

test('while nothing can be signed, previews work and commands are refused', async () => {
  const off = { kind: 'off', code: 'key-expired', why: 'The key has expired.' } as const
  const { repo, promote } = await createSetting({ tune: { signer: off } })
  expect(await preview(promote, ana, promotion())).toMatchObject({
    preview: { outcome: 'allowed', signer: null, tags: [{ tag: 'churn#production#2' }] },
  })
  expect(await executeCommand(promote, ana, promotion())).toMatchObject({
    refusal: { code: 'signing-off', details: { why: 'The key has expired.' } },
  })
  await expectNothingWritten(repo)
})

test.each([
  ['a text with two lines', { reason: 'a\nb' }, 'text-refused'],
  ['a text with a signature', { reason: '-----BEGIN SSH SIGNATURE-----' }, 'text-refused'],
  ['a long text', { reason: 'x'.repeat(501) }, 'text-refused'],
  ['no request id', { requestId: '' }, 'bad-request'],
  ['no command', { commands: [] }, 'bad-request'],
  ['an unknown repository', { repo: 'other' }, 'repo-unknown'],
])('%s is refused before anything is read', async (_what, more, code) => {
  const { promote } = await createSetting()
  const asked = { ...promotion(), ...more }
  expect(await executeCommand(promote, ana, asked)).toMatchObject({
    refusal: { code },
    command: null,
  })
  expect(await preview(promote, ana, asked)).toMatchObject({ refusal: { code } })
})

test.each([
  ['nobody', null, 'not-signed-in'],
  ['a viewer', buildActor('vic', { role: 'viewer' }), 'role-missing'],
  ['a token without the scope', buildActor('t', { scopes: ['register'] }), 'token-scope'],
  ['a token of another stage', buildActor('t', { stages: ['staging'] }), 'token-stage'],
  ['a token of another repository', buildActor('t', { repos: ['other'] }), 'repo-unknown'],
])('%s may not promote', async (_who, actor, code) => {
  const { repo, promote } = await createSetting()
  expect(await executeCommand(promote, actor, promotion())).toMatchObject({
    refusal: { code },
    command: null,
  })
  await expectNothingWritten(repo)
})

async function reconcileAll(context: PromoteContext): Promise<void> {
  for (const repo of context.sync.config.repos) await recoverRepo(context, repo)
}
