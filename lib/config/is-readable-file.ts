import { accessSync, constants, statSync } from 'node:fs'

/** Whether the server may read this file now. */
export function isReadableFile(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
