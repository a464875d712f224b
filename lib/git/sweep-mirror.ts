import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Removes the files that a killed git left in a mirror: `*.lock` files and a half-written `packed-refs.new`, which stop
 * every later fetch, and temporary objects. The caller holds the mirror's lease, so no git process uses it.
 */
export function sweepMirror(dir: string): void {
  sweep(Buffer.from(dir).toString('latin1'), 'outside refs')
}

/**
 * Paths are Latin-1 text of their bytes: names of refs need not be UTF-8. A tag may be named `tmp_x`, but no ref can
 * end in `.lock`.
 */
function sweep(dir: string, place: 'outside refs' | 'refs'): void {
  const leftover = place === 'refs' ? /\.lock$/ : /\.lock$|^tmp_|^\.tmp-|^packed-refs\.new$/
  const bytes = Buffer.from(dir, 'latin1')
  for (const entry of readdirSync(bytes, { withFileTypes: true, encoding: 'buffer' })) {
    const name = entry.name.toString('latin1')
    const file = `${dir}/${name}`
    if (entry.isDirectory()) sweep(file, name === 'refs' ? 'refs' : place)
    else if (leftover.test(name)) rmSync(Buffer.from(file, 'latin1'), { force: true })
  }
}

/** Removes clones beside the mirror that were never finished. */
export function sweepClones(mirrorDir: string): void {
  const parent = path.dirname(mirrorDir)
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${path.basename(mirrorDir)}.tmp-`)) {
      rmSync(path.join(parent, name), { recursive: true, force: true })
    }
  }
}
