import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openSigner } from '@/lib/keys/open-signer'
import { createGitRepo } from '@/lib/testing/git-repo'
import { createPushSetting } from '@/lib/testing/push-setting'
import { rawGit } from '@/lib/testing/raw-git'
import { createOpenpgpKey } from '@/lib/testing/signing-keys'
import { createTempDir } from '@/lib/testing/temp-dir'
import { buildTagPayload, type TagParts } from './build-tag-payload'
import { makeTag } from './make-tag'

const local = (dir: string) => `file://${dir}`
const tagger = { name: 'Signet', email: 'signet@example.com' }
const account = { ...tagger, sign: 'ssh', key: { kind: 'generated' } } as const

function partsOf(commit: string): TagParts {
  return {
    commit,
    tag: 'nn#prod#1',
    tagger,
    seconds: 1767225600,
    message: 'Assigning\n\nReason: x',
  }
}

test('a tag object is written as it is, without a ref', async () => {
  const { mirror, commit, repo } = await createPushSetting(local)
  const bytes = buildTagPayload(partsOf(commit))
  const oid = await makeTag(mirror, bytes)
  expect((await rawGit(mirror.dir, ['cat-file', 'tag', oid])).toString()).toBe(bytes)
  expect(await makeTag(mirror, bytes)).toBe(oid)
  const refs = (await rawGit(mirror.dir, ['show-ref'])).toString()
  expect(refs).toBe((await repo.git(['show-ref'])).toString())
})

test('git accepts the signature of the service key and of no other key', async () => {
  const { mirror, commit } = await createPushSetting(local)
  const signer = await openSigner(account, createTempDir('data'))
  const other = await openSigner(account, createTempDir('data'))
  const payload = buildTagPayload({ ...partsOf(commit), message: 'Zuweisung für große Modelle ✓' })
  const oid = await makeTag(mirror, payload + (await signer.sign(payload)))
  const verify = (key: typeof signer.publicKey) => {
    const file = path.join(createTempDir('trust'), 'allowed_signers')
    if (key.format === 'ssh') writeFileSync(file, `${tagger.email} namespaces="git" ${key.line}\n`)
    return rawGit(mirror.dir, ['-c', `gpg.ssh.allowedSignersFile=${file}`, 'verify-tag', oid])
  }
  await verify(signer.publicKey)
  await expect(verify(other.publicKey)).rejects.toThrow('No principal matched')
})

test('git finds an OpenPGP signature good', async () => {
  const { mirror, commit } = await createPushSetting(local)
  const key = createOpenpgpKey()
  const given = { kind: 'text', text: key.secret, passphrase: null } as const
  const data = createTempDir('data')
  const signer = await openSigner({ ...tagger, sign: 'openpgp', key: given }, data)
  const payload = buildTagPayload(partsOf(commit))
  const oid = await makeTag(mirror, payload + (await signer.sign(payload)))
  const home = createTempDir('gpg')
  execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', '--import'], { input: key.public })
  const env = { PATH: process.env.PATH, NODE_ENV: 'test', GNUPGHOME: home } as const
  const verified = spawnSync('git', ['-C', mirror.dir, 'verify-tag', '--raw', oid], { env })
  expect(verified.status).toBe(0)
  expect(verified.stderr.toString()).toContain(`[GNUPG:] VALIDSIG ${key.fingerprint}`)
})

describe('git refuses', () => {
  test.each([
    ['a name that is none', (bytes: string) => bytes.replace('nn#prod#1', 'n n')],
    ['another header', (bytes: string) => bytes.replace('\n\n', '\nextra x\n\n')],
    [
      'a tagger without an e-mail address',
      (bytes: string) => bytes.replace('<signet@example.com> ', ''),
    ],
    [
      'a commit that is not there',
      (bytes: string) => bytes.replace(/^object .{8}/, 'object 00000000'),
    ],
    ['another type', (bytes: string) => bytes.replace('type commit', 'type tree')],
    ['nothing', () => ''],
  ])('%s', async (_what, spoil) => {
    const { mirror, commit } = await createPushSetting(local)
    const made = makeTag(mirror, spoil(buildTagPayload(partsOf(commit))))
    await expect(made).rejects.toMatchObject({ name: 'GitError', code: 'git-failed' })
  })
})

const COMMIT = '1'.repeat(40)
const LONG = 'x'.repeat(200)

describe('the text of a tag', () => {
  test('has four headers, a blank line and the message', () => {
    expect(buildTagPayload({ ...partsOf(COMMIT), message: 'Assigning\n\nReason: x\n\n\n' })).toBe(
      `object ${COMMIT}\ntype commit\ntag nn#prod#1\n` +
        'tagger Signet <signet@example.com> 1767225600 +0000\n\nAssigning\n\nReason: x\n',
    )
  })

  test('cleans the tagger as git does', async () => {
    const names = ['  Ada <Example>.', '"Ada Example"', 'Ada, ', "'Ada' O'Neil", 'Ada\nB', 'A;B:C']
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    for (const [at, name] of names.entries()) {
      const args = [
        '-c',
        `user.name=${name}`,
        '-c',
        'user.email=a@b',
        'tag',
        '-a',
        '-m',
        'x',
        `t${at}`,
      ]
      const env = { PATH: process.env.PATH, NODE_ENV: 'test', HOME: repo.dir } as const
      execFileSync('git', ['-C', repo.dir, ...args], { env, stdio: 'ignore' })
      const theirs = (await repo.git(['cat-file', 'tag', `t${at}`])).toString()
      const ours = buildTagPayload({ ...partsOf(COMMIT), tagger: { name, email: 'a@b' } })
      expect(/^tagger (.*) </m.exec(ours)?.[1]).toBe(/^tagger (.*) </m.exec(theirs)?.[1])
    }
  })

  test.each([
    ['nn@v1.0.0'],
    ['dir=name@v1.0.0-rc.1+5!#2'],
    ['a/b#prod#1'],
    ['nn@deprecated'],
    [LONG],
    ['größe'],
  ])('takes the name %j, as git does', async (tag) => {
    expect(buildTagPayload({ ...partsOf(COMMIT), tag })).toContain(`\ntag ${tag}\n`)
    execFileSync('git', ['check-ref-format', `refs/tags/${tag}`])
  })

  const names = [
    '',
    '@',
    '-d',
    '--help',
    'a b',
    'x:y',
    '@{-1}',
    'main^{/x}',
    'a..b',
    'a//b',
    '/a',
    'a/',
  ]
  const moreNames = [
    'a.lock',
    'a.lock/b',
    '.a',
    'a/.b',
    'a.',
    'a~1',
    'a*',
    'a?',
    'a[b',
    'a\\b',
    'a\nb',
    'a\0b',
  ]
  const parts: readonly [string, Partial<TagParts>][] = [
    ...[...names, ...moreNames, 'a\u007fb', '\ud800', `${LONG}x`].map(
      (tag) =>
        [`the name ${JSON.stringify(tag).slice(0, 20)}`, { tag }] as [string, Partial<TagParts>],
    ),
    ['a short commit', { commit: 'abc' }],
    ['a commit in capitals', { commit: 'A'.repeat(40) }],
    ['an option for a commit', { commit: '--all' }],
    ['no message', { message: ' \n' }],
    ['a signature in the message', { message: 'a\n-----BEGIN SSH SIGNATURE-----\n' }],
    ['any armor in the message', { message: 'a -----BEGIN X' }],
    ['a carriage return', { message: 'a\r\nb' }],
    ['a NUL', { message: 'a\0b' }],
    ['an escape sequence', { message: '\u001b[31m' }],
    ['a C1 control', { message: 'a\u0085b' }],
    ['half a character', { message: 'a\ud800' }],
    ['a message that is too long', { message: 'x'.repeat(64 * 1024 + 1) }],
    ['no date', { seconds: Number.NaN }],
    ['a date before all dates', { seconds: -1 }],
    ['half a second', { seconds: 1.5 }],
    ['a tagger without a name', { tagger: { name: ' <>.', email: 'a@b' } }],
    ['a tagger without an e-mail address', { tagger: { name: 'a', email: '<>' } }],
    ['an e-mail address with a blank', { tagger: { name: 'a', email: 'a b@c' } }],
    ['a name with a control character', { tagger: { name: 'a\u0007b', email: 'a@b' } }],
  ]
  test.each(parts)('refuses %s', (_what, spoilt) => {
    expect(() => buildTagPayload({ ...partsOf(COMMIT), ...spoilt })).toThrow('not fit for a tag')
  })
})
