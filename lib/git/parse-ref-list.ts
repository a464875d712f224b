import { createHash } from 'node:crypto'
import { decodeRefName } from './decode-ref-name'
import { GitError } from './git-error'
import type { Oid } from './mirror'

/** What `git ls-remote --symref` printed, as it came. */
export type RefList = readonly Buffer[]

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
  /** How many branches and tags are left out because their names are longer than 255 bytes. */
  readonly tooLong: number
  /** SHA-256 over all of the above: equal hash, equal refs. */
  readonly hash: string
}

/** Branches and tags of one remote. */
export const MAX_REFS = 250_000

/** The UTF-8 form of a name, with its escapes. */
export const MAX_REF_NAME_BYTES = 255

/** More than a packet of Git's protocol can hold. */
const MAX_LINE = 100_000

/**
 * Parses a list of refs; 100,000 take about 0.1 s. Throws `git-failed` when the output broke off or is not what git
 * prints, and `too-large` when it holds more than 250,000 branches and tags.
 */
export function parseRefList(list: RefList): RemoteRefs {
  const parser = createParser()
  let rest = ''
  for (const chunk of list) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) parser.line(line)
    if (rest.length > MAX_LINE) throw unexpected()
  }
  if (rest !== '') throw unexpected()
  return parser.finish()
}

function createParser() {
  const refs = { branches: new Map<string, Oid>(), tags: new Map<string, Oid>() }
  let count = 0
  let tooLong = 0
  let headTarget: string | null = null
  let headOid: Oid | null = null

  const add = (kind: 'branches' | 'tags', line: string, bytes: string) => {
    const oid = requireOid(line)
    count += 1
    if (count > MAX_REFS) return
    const name = bytes.length > MAX_REF_NAME_BYTES ? null : decodeRefName(bytes)
    if (name === null || isTooLong(name)) tooLong += 1
    else refs[kind].set(name, oid)
  }
  return {
    line: (text: string) => {
      if (text.startsWith('ref: ')) {
        const [target, ref] = text.slice(5).split('\t')
        if (ref === 'HEAD' && target) headTarget = target
        return
      }
      if (text.endsWith('^{}')) return
      if (text.charCodeAt(40) !== 9) throw unexpected()
      if (text.startsWith('refs/tags/', 41)) add('tags', text, text.slice(51))
      else if (text.startsWith('refs/heads/', 41)) add('branches', text, text.slice(52))
      else if (text.slice(41) === 'HEAD') headOid = requireOid(text)
    },
    finish: (): RemoteRefs => {
      if (count > MAX_REFS) throw tooMany(count)
      const head = findHead(headTarget, headOid, refs.branches)
      const shown = { head, ...refs, tooLong }
      return { ...shown, hash: hashRefs(shown) }
    },
  }
}

function isTooLong(name: string): boolean {
  return Buffer.byteLength(name) > MAX_REF_NAME_BYTES
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

function tooMany(count: number): GitError {
  const [found, allowed] = [count, MAX_REFS].map((number) => number.toLocaleString('en-US'))
  const sentence = `The remote has ${found} branches and tags; at most ${allowed} are read.`
  return new GitError('too-large', sentence)
}

/**
 * Old servers do not say which branch HEAD names; then, as git clone does, a branch at the same
 * commit is taken.
 */
function findHead(target: string | null, oid: Oid | null, branches: ReadonlyMap<string, Oid>) {
  if (target?.startsWith('refs/heads/')) {
    const named = decodeRefName(target.slice('refs/heads/'.length))
    const commit = branches.get(named)
    return commit === undefined ? null : { branch: named, commit }
  }
  if (oid === null) return null
  const same = [...branches].filter(([, commit]) => commit === oid).map(([branch]) => branch)
  const branch = ['main', 'master'].find((name) => same.includes(name)) ?? same.sort()[0]
  return branch === undefined ? null : { branch, commit: oid }
}

function hashRefs({ head, branches, tags, tooLong }: Omit<RemoteRefs, 'hash'>): string {
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
  if (tooLong > 0) hash.update(`too long ${tooLong}\n`)
  return hash.digest('hex')
}

/** Servers list refs in order; only others cost a sort. */
function inOrder(refs: ReadonlyMap<string, Oid>): readonly string[] {
  const names = [...refs.keys()]
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name)
  return isSorted ? names : names.sort()
}
