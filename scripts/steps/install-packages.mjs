import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { runStep } from './run-step.mjs'

/** Brings node_modules in line with package-lock.json; does nothing where it is. */
export async function installPackages() {
  if (isInstalled(root)) return
  const npm = process.env.npm_execpath
  const [command, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  // --include=dev: the build needs them, and NODE_ENV=production would leave them out.
  await runStep('Installing packages', command, [
    ...args,
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
  ])
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes what it has installed into
 * node_modules/.package-lock.json as its last act, so an interrupted install does not count.
 */
export function isInstalled(folder) {
  const installedFile = path.join(folder, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  const isThere = ([place, { version, optional }]) =>
    place === '' ||
    (installed[place] === undefined ? optional === true : installed[place].version === version)
  return Object.entries(wanted).every(isThere)
}
