import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * One SHA-256 over the names and contents of files and folders of `folder`, whatever order the disk lists them in.
 * Names that do not exist count as such; tests and folders called `testing` do not count, since they are in no build.
 */
export function hashFiles(folder, names) {
  const hash = createHash('sha256')
  for (const file of names.flatMap((name) => listFiles(folder, name)).sort()) {
    const content = readFileSync(path.join(folder, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function listFiles(folder, name) {
  const absolute = path.join(folder, name)
  if (!existsSync(absolute) || /\.test\.tsx?$|\/testing$/.test(name)) return []
  if (!statSync(absolute).isDirectory()) return [name]
  return readdirSync(absolute).flatMap((child) => listFiles(folder, `${name}/${child}`))
}
