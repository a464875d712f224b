import { createHash } from 'node:crypto'
import { GitError } from './git-error'
import type { Oid } from './mirror'

/**
 * What a remote shows at one moment. Tag oids are not peeled; names have no `refs/heads/` or
 * `refs/tags/`, and bytes that are not UTF-8 stand in them as `\xNN` (no ref name holds a
 * backslash, so nothing is lost).
 */
export type RemoteRefs = {
  /**
   * The branch that HEAD names; null when it is detached from every branch, names a branch without
   * commits, or is absent.
   */
  readonly head: { readonly branch: string; readonly commit: Oid } | null
  readonly branches: ReadonlyMap<string, Oid>
  readonly tags: ReadonlyMap<string, Oid>
  /** SHA-256 over head, branches and tags: equal hash, equal refs. */
  readonly hash: string
}

export type LsRemoteParser = {
  push(chunk: Buffer): void
  /** Throws `git-failed` when the output broke off or is not what git prints. */
  finish(): RemoteRefs
}

/** Parses the output of `git ls-remote --symref` as it comes; 100,000 refs take about 0.1 s. */
export function createLsRemoteParser(): LsRemoteParser {
  const branches = new Map<string, Oid>()
  const tags = new Map<string, Oid>()
  let headTarget: string | null = null
  let headOid: Oid | null = null
  let rest = ''

  const line = (text: string) => {
    if (text.startsWith('ref: ')) {
      const [target, ref] = text.slice(5).split('\t')
      if (ref === 'HEAD' && target) headTarget = decodeRefName(target)
      return
    }
    if (text.endsWith('^{}')) return
    if (text.charCodeAt(40) !== 9) throw unexpected()
    const ref = text.slice(41)
    if (ref.startsWith('refs/tags/')) tags.set(decodeRefName(ref.slice(10)), requireOid(text))
    else if (ref.startsWith('refs/heads/'))
      branches.set(decodeRefName(ref.slice(11)), requireOid(text))
    else if (ref === 'HEAD') headOid = requireOid(text)
  }

  return {
    push: (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      for (const text of lines) line(text)
    },
    finish: () => {
      if (rest !== '') throw unexpected()
      const head = findHead(headTarget, headOid, branches)
      return { head, branches, tags, hash: hashRefs(head, branches, tags) }
    },
  }
}

function requireOid(line: string): Oid {
  const oid = line.slice(0, 40)
  if (!/^[0-9a-f]{40}$/.test(oid)) throw unexpected()
  return oid
}

function unexpected(): GitError {
  return new GitError(
    'git-failed',
    'The list of refs broke off or is not understood (repositories with SHA-256 object ids are not supported).',
  )
}

/**
 * Old servers do not say which branch HEAD names; then, as git clone does, a branch at the same
 * commit is taken.
 */
function findHead(target: string | null, oid: Oid | null, branches: ReadonlyMap<string, Oid>) {
  const named = target?.startsWith('refs/heads/') ? target.slice('refs/heads/'.length) : null
  if (named !== null) {
    const commit = branches.get(named)
    return commit === undefined ? null : { branch: named, commit }
  }
  if (oid === null) return null
  const same = [...branches].filter(([, commit]) => commit === oid).map(([branch]) => branch)
  const branch = ['main', 'master'].find((name) => same.includes(name)) ?? same.sort()[0]
  return branch === undefined ? null : { branch, commit: oid }
}

function hashRefs(
  head: RemoteRefs['head'],
  branches: ReadonlyMap<string, Oid>,
  tags: ReadonlyMap<string, Oid>,
): string {
  const hash = createHash('sha256')
  hash.update(head === null ? 'no head\n' : `${head.commit} ${head.branch}\n`)
  for (const [kind, refs] of [['heads', branches] as const, ['tags', tags] as const]) {
    hash.update(`${kind} ${refs.size}\n`)
    let text = ''
    for (const name of inOrder(refs)) {
      text += `${refs.get(name)} ${name}\n`
      if (text.length > 65_536) {
        hash.update(text)
        text = ''
      }
    }
    hash.update(text)
  }
  return hash.digest('hex')
}

/** Servers list refs in order; only others cost a sort. */
function inOrder(refs: ReadonlyMap<string, Oid>): readonly string[] {
  const names = [...refs.keys()]
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  return isSorted ? names : names.sort()
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

/** From bytes as Latin-1 text to a name: UTF-8 where it is valid, `\xNN` for every other byte. */
export function decodeRefName(latin1: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is "not ASCII"
  if (!/[^\x00-\x7f]/.test(latin1)) return latin1
  const bytes = Buffer.from(latin1, 'latin1')
  let name = ''
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => isCharacter(bytes.subarray(at, at + count)))
    name +=
      length === undefined
        ? `\\x${bytes[at]?.toString(16).padStart(2, '0')}`
        : bytes.toString('utf8', at, at + length)
    at += length ?? 1
  }
  return name
}

function isCharacter(bytes: Buffer): boolean {
  try {
    return strictUtf8.decode(bytes).length > 0
  } catch {
    return false
  }
}
