import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { readGit } from './run-git'

/** One content that a file had, and the commit that gave it. */
export type FileVersion = { readonly commit: Oid; readonly blob: Oid }

const SECONDS = 20
const MAX_OUTPUT = 4 * 1024 * 1024

/** What a file held at the commit and before it, newest first, at most `limit` versions. Throws GitError. */
export async function listFileVersions(
  mirror: Mirror,
  { commit, path, limit }: { readonly commit: Oid; readonly path: string; readonly limit: number },
): Promise<readonly FileVersion[]> {
  const output = await readGit({
    args: [
      `--git-dir=${mirror.dir}`,
      '--literal-pathspecs',
      ...['log', '--raw', '--no-abbrev', '--no-renames', '--no-show-signature', '--format=%H'],
      ...[`--max-count=${limit}`, commit, '--', path],
    ],
    ...gitSetting(mirror, 'read'),
    seconds: SECONDS,
    maxStdoutBytes: MAX_OUTPUT,
  })
  return parseLog(output.toString('latin1'))
}

/** A line of 40 hex digits is a commit; `:MODES OLD NEW STATUS\tPATH` is a change that it made. */
function parseLog(output: string): readonly FileVersion[] {
  const versions: FileVersion[] = []
  let commit = ''
  for (const line of output.split('\n')) {
    if (/^[0-9a-f]{40}$/.test(line)) commit = line
    const blob = /^:\d+ \d+ [0-9a-f]{40} ([0-9a-f]{40}) [AM]\t/.exec(line)?.[1]
    if (blob !== undefined) versions.push({ commit, blob })
  }
  return versions
}
