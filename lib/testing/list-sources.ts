import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from '@/scripts/steps/root.mjs'

/** The TypeScript files below a folder, tests included, by their path from the root. */
export function listSources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

export function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file)
}
