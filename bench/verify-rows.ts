import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { readObjects } from '@/lib/git/read-objects'
import { judgeTag } from '@/lib/proof/judge-tag'
import { type Keyring, openKeyring } from '@/lib/proof/keyring'
import { proveSignature } from '@/lib/proof/prove-signature'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createHandKey, formatPayload, type HandKey, signByHand } from '@/lib/testing/signed-bytes'
import { median, time } from './measure'
import { gitEnv, runGit } from './run-git'
import { formatMs, type Row } from './table'
import { withTempDir } from './temp-dir'

const TAGS = 10_000
/** Of which git is asked about as many in every run, one after the other. */
const SAMPLE = 100
const REPO = 'git.example.com/ml'
const KEYS = 5

type Tag = { readonly name: string; readonly oid: string }

type Signed = {
  readonly dir: string
  readonly commit: string
  readonly tags: readonly Tag[]
  readonly allowedSigners: string
}

/**
 * The verdicts on 10,000 tags with ed25519 signatures, read from a mirror as a sync reads them, beside
 * `git verify-tag` of one tag after the other.
 */
export async function measureVerify(runs: number): Promise<readonly Row[]> {
  return await withTempDir(async (dir) => {
    const signed = await writeTags(dir)
    const ours: number[] = []
    const theirs: number[] = []
    for (let run = 0; run < runs; run += 1) {
      const judged = await time(() => judgeAll(signed))
      if (judged.value !== TAGS) throw new Error('a tag is not good')
      ours.push(judged.ms)
      theirs.push(await measureGit(signed))
    }
    const total = median(ours)
    const git = median(theirs)
    return [
      {
        what: 'verifying 10,000 SSH tags, faster than git',
        measured: formatMs(total),
        against: `${formatMs(git * TAGS)} git verify-tag in a loop (${formatMs(git)} each)`,
        ratio: (git * TAGS) / total,
        target: { kind: 'ratio-at-least', limit: 30 },
      },
    ]
  })
}

async function writeTags(dir: string): Promise<Signed> {
  const repo = path.join(dir, 'repo.git')
  await runGit('/', ['init', '-q', '--bare', '--template=', repo])
  const tree = (await runGit(repo, ['mktree'], '')).trim()
  const commit = (await runGit(repo, ['commit-tree', '-m', 'one', tree])).trim()
  const keys = Array.from({ length: KEYS }, createHandKey)
  await runGit(repo, ['fast-import', '--quiet'], streamTags(commit, keys))
  const format = '--format=%(refname:strip=2) %(objectname)'
  const listed = await runGit(repo, ['for-each-ref', format, 'refs/tags/'])
  const tags = listed
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', oid = ''] = line.split(' ')
      return { name, oid }
    })
  if (tags.length !== TAGS) throw new Error(`${tags.length} tags`)
  const lines = keys.map((key, index) => `p${index}@example.com namespaces="git" ${key.line}\n`)
  return { dir: repo, commit, tags, allowedSigners: lines.join('') }
}

function* streamTags(commit: string, keys: readonly HandKey[]): Generator<string> {
  for (let index = 0; index < TAGS; index += 1) {
    const name = `m${index % 50}#production#${1 + Math.floor(index / 50)}`
    const message = `Assign v1.${index}.0\n\nRequested-by: Ada <ada@example.com>\nRegistry-Repo: ${REPO}\n`
    const payload = formatPayload({ name, target: commit, message, at: 1_767_225_600 + index })
    const [head = '', ...body] = payload.split('\n\n')
    const key = keys[index % KEYS]
    if (!key) throw new Error('no key')
    const text = `${body.join('\n\n')}${signByHand(payload, key)}`
    const tagger = /^tagger .*$/m.exec(head)?.[0] ?? ''
    yield `tag ${name}\nfrom ${commit}\n${tagger}\ndata ${Buffer.byteLength(text)}\n${text}\n`
  }
}

/** How many are good. */
async function judgeAll({ dir, commit, tags, allowedSigners }: Signed): Promise<number> {
  const trust = { allowedSigners, revokedKeys: '', openpgpKeys: '', service: null }
  const keyring: Keyring = openKeyring(trust)
  const mirror = { ...createTestMirror(pathToFileURL(dir).href), dir }
  let good = 0
  let index = 0
  await readObjects(
    mirror,
    tags.map((tag) => tag.oid),
    (object) => {
      const refName = tags[index++]?.name ?? ''
      if (object.type === 'missing') return
      const proof = proveSignature(object.body, keyring)
      if (proof.kind === 'openpgp') return
      const seen = { firstSeen: null, moved: false, allows: () => true }
      const verdict = judgeTag({ proof, refName, commit, registryRepo: REPO, ...seen })
      if (verdict.status === 'good') good += 1
    },
  )
  return good
}

/** Milliseconds for one tag. */
async function measureGit({ dir, tags, allowedSigners }: Signed): Promise<number> {
  const file = path.join(dir, 'allowed_signers')
  writeFileSync(file, allowedSigners)
  const setting = `gpg.ssh.allowedSignersFile=${file}`
  const run = promisify(execFile)
  const step = Math.floor(tags.length / SAMPLE)
  const asked = tags.filter((_, index) => index % step === 0).slice(0, SAMPLE)
  const env = { ...gitEnv(dir), TZ: 'UTC' }
  const { ms } = await time(async () => {
    for (const { oid } of asked) {
      await run('git', ['--git-dir', dir, '-c', setting, 'verify-tag', oid], { env })
    }
  })
  return ms / asked.length
}
