import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readGit } from './run-git'

/** A commit that changed a path. */
export type PathChange = { readonly commit: Oid; readonly author: string; readonly subject: string }

export type PathRange = {
  readonly commit: Oid
  /** Changes that this commit has are left out; null: none are. */
  readonly since: Oid | null
  /** From the top of the repository. */
  readonly path: string
  readonly limit: number
}

const SECONDS = 5
const MAX_OUTPUT = 4 * 1024 * 1024
/** Of an author and of a subject; git cuts what is longer. */
const MAX_TEXT = 200

/** The commits that changed a file or a folder, newest first, at most `limit`. Throws GitError. */
export async function listPathChanges(
  mirror: Mirror,
  { commit, since, path, limit }: PathRange,
): Promise<readonly PathChange[]> {
  const text = `%<(${MAX_TEXT},trunc)`
  const output = await readGit({
    args: [
      `--git-dir=${mirror.dir}`,
      '--literal-pathspecs',
      ...['log', '--no-renames', '--no-show-signature', `--format=%H%x00${text}%an%x00${text}%s`],
      ...[`--max-count=${limit}`, commit, ...(since === null ? [] : [`^${since}`]), '--', path],
    ],
    ...gitSetting(mirror, 'read'),
    seconds: SECONDS,
    maxStdoutBytes: MAX_OUTPUT,
  })
  return output
    .toString()
    .split('\n')
    .flatMap((line) => {
      const [oid = '', author = '', subject = ''] = line.split('\0')
      return oid === ''
        ? []
        : [{ commit: oid, author: author.trimEnd(), subject: subject.trimEnd() }]
    })
}
