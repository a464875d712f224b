import path from 'node:path'

export const PROGRAMS_FOLDER = path.resolve('.next/test-programs')

/** The bundle of `NAME-program.ts`, which exists while tests run. */
export function programFile(name: 'promote' | 'sync' | 'write'): string {
  return path.join(PROGRAMS_FOLDER, `${name}-program.mjs`)
}
