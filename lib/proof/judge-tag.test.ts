import { describe, expect, test } from 'vitest'
import {
  createHandKey,
  formatPayload,
  type PayloadSpec,
  signByHand,
} from '@/lib/testing/signed-bytes'
import { type JudgedTag, judgeTag } from './judge-tag'
import { openKeyring } from './keyring'
import type { SignatureProof } from './proof'
import { proveSignature } from './prove-signature'

/** Attacks on a well signed tag, of a signer who is trusted: what is true of the object is not of the ref. */

const key = createHandKey()
const REPO = 'git.example.com/ml/churn'
/** 2026-01-01T00:00:00Z */
const AT = 1_767_225_600
const DAY = 86_400

type Case = {
  readonly tag?: PayloadSpec
  readonly ref?: Partial<Omit<JudgedTag, 'proof'>>
  /** Of the line in `allowed_signers`. */
  readonly options?: string
  readonly allowedSigners?: string
}

function prove({ tag = {}, options = '', allowedSigners }: Case): SignatureProof {
  const payload = formatPayload({ at: AT, ...tag })
  const signers = allowedSigners ?? `ada@example.com ${options} ${key.line}\n`
  const trust = { allowedSigners: signers, revokedKeys: '', openpgpKeys: '', service: null }
  const raw = Buffer.from(payload + signByHand(payload, key))
  return proveSignature(raw, openKeyring(trust)) as SignatureProof
}

function judge(one: Case) {
  return judgeTag({
    proof: prove(one),
    refName: 'nn@v1.0.0',
    commit: '1'.repeat(40),
    registryRepo: REPO,
    firstSeen: AT + 5,
    moved: false,
    allows: () => true,
    ...one.ref,
  })
}

test('is good when everything holds', () => {
  const tag = { message: `text\n\nRegistry-Repo: ${REPO}\n` }
  expect(judge({ tag })).toEqual({
    status: 'good',
    format: 'ssh',
    signer: 'ada@example.com',
    key: expect.stringMatching(/^SHA256:/),
    why: null,
  })
})

describe('replay', () => {
  test.each<[string, Case, string]>([
    ['under a stage’s name', { ref: { refName: 'nn#production#1' } }, 'mismatch'],
    [
      'under another counter',
      { tag: { name: 'nn#production#1' }, ref: { refName: 'nn#production#2' } },
      'mismatch',
    ],
    ['under a name that differs in case', { ref: { refName: 'NN@v1.0.0' } }, 'mismatch'],
    ['under a name with a blank', { ref: { refName: 'nn@v1.0.0 ' } }, 'mismatch'],
    ['under the full name', { tag: { name: 'refs/tags/nn@v1.0.0' } }, 'mismatch'],
    [
      'in normal form',
      { tag: { name: 'n\u00f1@v1.0.0' }, ref: { refName: 'nn\u0303@v1.0.0' } },
      'mismatch',
    ],
    [
      'of another repository',
      { tag: { message: 'x\n\nRegistry-Repo: git.example.com/ml/fork\n' } },
      'wrong-repo',
    ],
    [
      'of a repository in capitals',
      { tag: { message: `x\n\nRegistry-Repo: ${REPO.toUpperCase()}\n` } },
      'wrong-repo',
    ],
    ['of no repository', { tag: { message: 'x\n\nRegistry-Repo:\n' } }, 'wrong-repo'],
    [
      'of both repositories',
      { tag: { message: `x\n\nRegistry-Repo: ${REPO}\nRegistry-Repo: other\n` } },
      'wrong-repo',
    ],
    [
      'of both, the other in the body',
      { tag: { message: `x\n\nregistry-repo : other\n\nRegistry-Repo: ${REPO}\n` } },
      'wrong-repo',
    ],
    [
      'of both, after a carriage return',
      { tag: { message: `x\rRegistry-Repo: other\n\nRegistry-Repo: ${REPO}\n` } },
      'wrong-repo',
    ],
    [
      'of a repository with an endless name',
      {
        tag: { message: `x\n\nRegistry-Repo: ${'r'.repeat(5000)}\n` },
        ref: { registryRepo: 'r'.repeat(5000) },
      },
      'wrong-repo',
    ],
    [
      'of the same repository twice',
      { tag: { message: `x\n\nRegistry-Repo: ${REPO}\nRegistry-Repo: ${REPO}\n` } },
      'good',
    ],
    ['of a tag that names no repository', {}, 'good'],
  ])('%s', (_, one, status) => {
    expect(judge(one).status).toBe(status)
  })
})

describe('what the tag points at', () => {
  test.each<[string, Case, string | null]>([
    ['another tag', { tag: { type: 'tag' } }, 'nested'],
    ['a tree', { tag: { type: 'tree' } }, 'nested'],
    ['a blob', { tag: { type: 'blob' } }, 'nested'],
    ['a commit that is missing', { ref: { commit: null } }, 'commit-differs'],
    ['another commit than peeling found', { ref: { commit: '2'.repeat(40) } }, 'commit-differs'],
  ])('%s', (_, one, why) => {
    expect(judge(one)).toMatchObject({ status: 'malformed', why })
  })
})

/** A key that ended with 2025, and tags of it. */
const ENDED = 'valid-before="20251231235959Z"'
const BEGUN = 'valid-after="20260101000000Z"'

describe('the time of a key', () => {
  test.each<[string, Case, string, string | null]>([
    ['expired', { options: ENDED }, 'expired', null],
    ['backdated into its time', { options: ENDED, tag: { at: AT - DAY } }, 'expired', null],
    [
      'made and seen in its time',
      { options: ENDED, tag: { at: AT - DAY }, ref: { firstSeen: AT - 1 } },
      'good',
      null,
    ],
    [
      'made in its time, seen a second after',
      { options: ENDED, tag: { at: AT - DAY }, ref: { firstSeen: AT } },
      'expired',
      null,
    ],
    [
      'seen in its time, dated after',
      { options: ENDED, ref: { firstSeen: AT - 1 } },
      'expired',
      null,
    ],
    [
      'made in its time, there at our first look',
      { options: ENDED, tag: { at: AT - DAY }, ref: { firstSeen: null } },
      'good',
      null,
    ],
    [
      'made later, there at our first look',
      { options: ENDED, ref: { firstSeen: null } },
      'expired',
      null,
    ],
    ['in the first second', { options: BEGUN }, 'good', null],
    ['a second too early', { options: BEGUN, tag: { at: AT - 1 } }, 'expired', 'not-yet-valid'],
    [
      'seen before it began',
      { options: BEGUN, ref: { firstSeen: AT - 1 } },
      'expired',
      'not-yet-valid',
    ],
    [
      'in two times of one key, in neither',
      {
        allowedSigners: `a@x ${ENDED} ${key.line}\na@x valid-after="20260201Z" ${key.line}\n`,
        ref: { firstSeen: AT + 60 * DAY },
      },
      'expired',
      null,
    ],
    [
      'in one, seen in the other',
      {
        allowedSigners: `a@x ${ENDED} ${key.line}\na@x valid-after="20260201Z" ${key.line}\n`,
        tag: { at: AT - DAY },
        ref: { firstSeen: AT + 60 * DAY },
      },
      'expired',
      null,
    ],
  ])('%s', (_, one, status, why) => {
    expect(judge(one)).toMatchObject({ status, why })
  })
})

describe('who may, and what happened since', () => {
  test.each<[string, Case, string, string]>([
    [
      'a signer whom the rule does not name',
      { ref: { allows: (who) => who === 'bo@example.com' } },
      'not-allowed',
      'ada@example.com',
    ],
    [
      'one of two names of the key',
      { allowedSigners: `a@x,b@x ${key.line}\n`, ref: { allows: (who) => who === 'b@x' } },
      'good',
      'b@x',
    ],
    [
      'a name whose time is over',
      { allowedSigners: `a@x,b@x ${key.line}\n`, ref: { allows: (who) => who === 'c@x' } },
      'not-allowed',
      'a@x',
    ],
    ['a tag that has moved', { ref: { moved: true } }, 'moved', 'ada@example.com'],
    [
      'a moved tag under another name',
      { ref: { moved: true, refName: 'x' } },
      'mismatch',
      'ada@example.com',
    ],
  ])('%s', (_, one, status, signer) => {
    expect(judge(one)).toMatchObject({ status, signer })
  })
})

test.each<[SignatureProof, object]>([
  [{ kind: 'unsigned' }, { status: 'unsigned', format: null, key: null, why: null }],
  [
    { kind: 'malformed', format: 'ssh', why: 'armor' },
    { status: 'malformed', why: 'armor' },
  ],
  [
    { kind: 'bad', format: 'ssh', key: 'k', why: 'incorrect' },
    { status: 'bad', key: 'k' },
  ],
  [{ kind: 'untrusted', format: 'ssh', key: 'k', why: 'key-unknown' }, { status: 'untrusted' }],
  [{ kind: 'unsupported', format: 'x509', key: null, why: 'format' }, { status: 'unsupported' }],
  [
    { kind: 'revoked', format: 'ssh', key: 'k' },
    { status: 'revoked', key: 'k' },
  ],
  [
    { kind: 'expired', format: 'openpgp', key: 'k' },
    { status: 'expired', format: 'openpgp' },
  ],
])('names no signer for %j', (proof, verdict) => {
  const ref = { refName: 'nn@v1.0.0', commit: '1'.repeat(40), registryRepo: REPO, firstSeen: null }
  expect(judgeTag({ proof, ...ref, moved: false, allows: () => true })).toMatchObject({
    ...verdict,
    signer: null,
  })
})
