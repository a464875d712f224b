import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** Marks the mirror as damaged. The next update replaces it, because a fetch would not repair it. */
export function markCorrupt(mirrorDir: string): void {
  if (existsSync(mirrorDir)) writeFileSync(markFile(mirrorDir), '')
}

export function isMarkedCorrupt(mirrorDir: string): boolean {
  return existsSync(markFile(mirrorDir))
}

/**
 * Replaces the mirror with a finished clone by renaming. The old mirror is kept beside it as `.quarantine` for
 * analysis. Only the latest one is kept, so that the disk cannot fill.
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
