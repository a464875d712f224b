import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/** Removes what a killed git left in a mirror: `*.lock` files, which stop every later fetch, and temporary objects. The caller holds the mirror's lock, so no git is at work in it. No ref can end in `.lock`. */
export function sweepMirror(dir: string): void {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const file = path.join(dir, entry.name)
    if (entry.isDirectory()) sweepMirror(file)
    else if (/\.lock$|^tmp_|^\.tmp-/.test(entry.name) && !isRef(file)) rmSync(file, { force: true })
  }
}

/** A tag may be named `tmp_x`; below `refs/` only lock files are leftovers. */
function isRef(file: string): boolean {
  return file.includes(`${path.sep}refs${path.sep}`) && !file.endsWith('.lock')
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
