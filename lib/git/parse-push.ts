import { redact } from './redact'
import type { Credentials } from './remote-url'

const MAX_LINES = 20

/** The first 20 lines that the server and its hooks printed, without progress, credentials and control characters. */
export function parseRemoteMessages(
  stderr: string,
  credentials: Credentials | null,
): readonly string[] {
  const words: string[] = []
  for (const line of stderr.split(/[\r\n]+/)) {
    if (words.length === MAX_LINES) break
    if (!line.startsWith('remote: ')) continue
    const text = redact(line.slice('remote: '.length), credentials)
    if (text !== '' && !/^[A-Z][a-z ]+: +\d+% \(/.test(text)) words.push(text)
  }
  return words
}

/** One line of `git push --porcelain`. */
export type PushedRef = {
  readonly ref: string
  readonly outcome: 'created' | 'up-to-date' | 'refused-here' | 'refused-there' | 'no-report'
  /** The reason that git or the remote gives, without the brackets; empty without a reason. */
  readonly reason: string
}

/** Lines in other forms (`To ...`, `Done`) do not concern a ref. */
export function parsePush(stdout: string): readonly PushedRef[] {
  return stdout.split('\n').flatMap((line) => {
    const match = /^([ +\-*=!])\t[^\t]*:(refs\/[^\t]+)\t(\[[^\]]*\]|[^ ]*)(?: \((.*)\))?$/.exec(
      line,
    )
    if (!match) return []
    const [, flag = '', ref = '', summary = '', reason = ''] = match
    return [{ ref, outcome: outcomeOf(flag, summary), reason }]
  })
}

function outcomeOf(flag: string, summary: string): PushedRef['outcome'] {
  if (flag === '*') return 'created'
  if (flag === '=') return 'up-to-date'
  if (summary === '[rejected]') return 'refused-here'
  if (summary === '[remote rejected]') return 'refused-there'
  return 'no-report'
}
