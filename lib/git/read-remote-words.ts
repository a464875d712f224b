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
  return stderr
    .split(/[\r\n]+/)
    .filter((line) => line.startsWith('remote: '))
    .map((line) => redact(line.slice('remote: '.length), credentials))
    .filter((line) => line !== '' && !/^[A-Z][a-z ]+: +\d+% \(/.test(line))
    .slice(0, MAX_LINES)
}
