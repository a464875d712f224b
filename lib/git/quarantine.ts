import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Notes that reading found the mirror damaged; the next update replaces it, since a fetch would
 * not heal it.
 */
export function markCorrupt(mirrorDir: string): void {
  if (existsSync(mirrorDir)) writeFileSync(markFile(mirrorDir), '')
}

export function isMarkedCorrupt(mirrorDir: string): boolean {
  return existsSync(markFile(mirrorDir))
}

/**
 * Puts a finished clone in the mirror's place by renaming. What stood there is kept beside it as
 * `.quarantine`, for somebody to look at; only the latest one, so that the disk cannot fill.
 */
export function replaceMirror(mirrorDir: string, cloneDir: string): void {
  const quarantine = `${mirrorDir}.quarantine`
  if (existsSync(mirrorDir)) {
    rmSync(quarantine, { recursive: true, force: true })
    renameSync(mirrorDir, quarantine)
  }
  renameSync(cloneDir, mirrorDir)
  rmSync(markFile(mirrorDir), { force: true })
}

function markFile(mirrorDir: string): string {
  return `${mirrorDir}.corrupt`
}
