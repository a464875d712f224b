import { GitError } from './git-error'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readGit, runGit } from './run-git'

type ListedCommit = {
  readonly oid: Oid
  readonly subject: string
  readonly author: string
  /** Unix seconds. */
  readonly committedAt: number
}

export type CommitSearch = {
  /** Without `refs/heads/`. */
  readonly branch: string
  /** Part of a subject or an author's name, case ignored, or how an object id starts; empty for all. */
  readonly query: string
  readonly limit: number
  /** Only commits that changed one of these files or folders, from the top of the repository; empty: all. */
  readonly paths?: readonly string[]
}

export type CommitList = {
  readonly commits: readonly ListedCommit[]
  /** False when older commits were not searched, or there are more matches than `limit`. */
  readonly isComplete: boolean
}

const MAX_SEARCHED = 20_000
const SECONDS = 20
/** Comparing trees of a long history takes long. */
const PATH_SECONDS = 5
/** A commit whose message is its subject can be as long as a repository. */
const MAX_RECORD_BYTES = 64 * 1024
const FIELDS = '%H%x00%ct%x00%an%x00%s%x00%x00'

/**
 * The commits of a branch of the mirror that match, newest first in git's order. Only the newest 20,000 commits are
 * searched. Null when there is no such branch.
 */
export async function listCommits(
  mirror: Mirror,
  search: CommitSearch,
): Promise<CommitList | null> {
  const tip = await findTip(mirror, search.branch)
  if (tip === null) return null
  const matches = createMatch(search.query)
  const { paths = [] } = search
  const commits: ListedCommit[] = []
  let searched = 0
  const enough = new AbortController()
  const records = createRecords((commit) => {
    searched++
    if (!matches(commit)) return
    if (commits.length < search.limit) commits.push(commit)
    else enough.abort()
  })
  try {
    await runGit({
      args: [
        `--git-dir=${mirror.dir}`,
        '--literal-pathspecs',
        ...['log', '--no-show-signature', '--no-mailmap', '--encoding=UTF-8'],
        ...[`--max-count=${MAX_SEARCHED}`, `--format=tformat:${FIELDS}`, tip, '--', ...paths],
      ],
      ...gitSetting(mirror, 'read'),
      onStdout: records,
      seconds: paths.length === 0 ? SECONDS : PATH_SECONDS,
      maxStdoutBytes: Number.POSITIVE_INFINITY, // streamed, never held
      signal: enough.signal,
    })
  } catch (error) {
    if (enough.signal.aborted) return { commits, isComplete: false }
    throw error
  }
  return { commits, isComplete: !enough.signal.aborted && searched < MAX_SEARCHED }
}

function createMatch(query: string): (commit: ListedCommit) => boolean {
  const text = query.trim().toLowerCase()
  const isStart = /^[0-9a-f]{4,40}$/.test(text)
  return ({ oid, subject, author }) =>
    (isStart && oid.startsWith(text)) ||
    subject.toLowerCase().includes(text) ||
    author.toLowerCase().includes(text)
}

function createRecords(onCommit: (commit: ListedCommit) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    let data = Buffer.concat([rest, chunk])
    for (let end = data.indexOf('\0\0\n'); end >= 0; end = data.indexOf('\0\0\n')) {
      const [oid = '', seconds = '', author = '', subject = ''] = data
        .toString('utf8', 0, end)
        .split('\0')
      onCommit({ oid, subject, author, committedAt: Number(seconds) })
      data = data.subarray(end + 3)
    }
    rest = data.length > MAX_RECORD_BYTES ? shorten(data) : data
  }
}

/** Of an incomplete record, the first bytes are kept, and the last two, which may be the start of its end. */
function shorten(data: Buffer): Buffer {
  return Buffer.concat([data.subarray(0, MAX_RECORD_BYTES - 2), data.subarray(-2)])
}

async function findTip(mirror: Mirror, branch: string): Promise<Oid | null> {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no ref name holds them, or what is a pattern to git
  if (/[\u0000-\u0020*?[\\]/.test(branch)) return null
  const stdout = await readGit({
    args: [
      `--git-dir=${mirror.dir}`,
      ...['for-each-ref', '--format=%(objectname) %(refname)', `refs/heads/${branch}`],
    ],
    ...gitSetting(mirror, 'read'),
    seconds: SECONDS,
    maxStdoutBytes: 64 * 1024 ** 2,
  })
  // The pattern also names every branch below it.
  const line = stdout
    .toString()
    .split('\n')
    .find((found) => found.slice(41) === `refs/heads/${branch}`)
  if (line === undefined) return null
  if (!/^[0-9a-f]{40} /.test(line)) throw new GitError('git-failed', 'git named no commit.')
  return line.slice(0, 40)
}
