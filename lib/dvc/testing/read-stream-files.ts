import { readFileSync } from 'node:fs'
import type { FileTexts } from './read-roots'

/** The files of a `git fast-import` stream of one commit that has them inline, by path. */
export function readStreamFiles(stream: string): FileTexts {
  const bytes = readFileSync(stream)
  const files: Record<string, string> = {}
  let file: string | null = null
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\n', at)
    const line = bytes.toString('utf8', at, end < 0 ? bytes.length : end)
    at = end < 0 ? bytes.length : end + 1
    const [, path] = /^M 100644 inline (.+)$/.exec(line) ?? []
    if (path !== undefined) file = path
    const [, length] = /^data (\d+)$/.exec(line) ?? []
    if (length === undefined) continue
    if (file !== null) files[file] = bytes.toString('utf8', at, at + Number(length))
    at += Number(length)
  }
  return files
}
