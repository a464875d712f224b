import type { CommitPair } from './diff-commits'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readGit } from './run-git'

/** A commit that one of two commits has and the other has not. */
export type CommitBetween = {
  readonly commit: Oid
  /** Which of the two has it. */
  readonly of: 'from' | 'to'
  readonly author: string
  readonly subject: string
  /** Unix seconds. */
  readonly committedAt: number
  /** The files that it changed, as git spells them: of the wanted ones, where some are wanted. */
  readonly files: readonly string[]
}

export type WantedCommits = {
  /** Files and folders from the top of the repository; empty: all. */
  readonly paths: readonly string[]
  readonly limit: number
}

const SECONDS = 3
const MAX_OUTPUT = 16 * 1024 * 1024
/** Of an author and of a subject; git cuts what is longer. */
const MAX_TEXT = 200

/** The commits that only one of two commits has and that changed a wanted file, newest first. Throws GitError. */
export async function listCommitsBetween(
  mirror: Mirror,
  { from, to }: CommitPair,
  { paths, limit }: WantedCommits,
): Promise<readonly CommitBetween[]> {
  const text = `%<(${MAX_TEXT},trunc)`
  const output = await readGit({
    args: [
      `--git-dir=${mirror.dir}`,
      ...['--literal-pathspecs', '-c', 'core.quotePath=false', 'log', '--left-right'],
      ...['--no-renames', '--no-show-signature', '--no-mailmap', '--encoding=UTF-8'],
      ...['--name-only', `--format=%x00%H%x00%m%x00%ct%x00${text}%an%x00${text}%s`],
      ...[`--max-count=${limit}`, `${from}...${to}`, '--', ...paths],
    ],
    ...gitSetting(mirror, 'read'),
    seconds: SECONDS,
    maxStdoutBytes: MAX_OUTPUT,
  })
  return parseCommits(output.toString())
}

/** A commit is a line that begins with NUL; the lines after it are names, which have none. */
function parseCommits(output: string): readonly CommitBetween[] {
  return output
    .split('\n\0')
    .map((record) => record.split('\n'))
    .flatMap(([head = '', ...names]) => {
      const [commit = '', side, seconds, author = '', subject = ''] = head
        .replace(/^\0/, '')
        .split('\0')
      if (commit === '') return []
      return {
        ...{ commit, of: side === '<' ? ('from' as const) : ('to' as const) },
        ...{ author: author.trimEnd(), subject: subject.trimEnd() },
        committedAt: Number(seconds),
        files: names.filter((name) => name !== ''),
      }
    })
}
