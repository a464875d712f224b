import { redact } from './redact'
import type { Credentials } from './remote-url'

const MAX_LINES = 20

/**
 * The lines that the server and its hooks wrote, in order: without credentials and control characters, 20 of
 * them at most. Progress is left out.
 */
export function readRemoteWords(
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
