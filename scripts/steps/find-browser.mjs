import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { runStep } from './run-step.mjs'

/** Debian's Chromium without windows. The tests take a quarter less of the processor's time with it. */
const SHELL = 'chromium-headless-shell'
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** A mirror that does not answer costs little time where there is a browser already. */
const NETWORK = ['-o', 'Acquire::Retries=0', '-o', 'Acquire::http::Timeout=10']

/**
 * The Chromium for the end-to-end tests: SIGNET_CHROMIUM, else the system's headless one, which is installed where this
 * may install Debian's packages, else the system's, else Playwright's own, which is null: Playwright finds that one
 * itself.
 */
export async function findBrowser() {
  if (process.env.SIGNET_CHROMIUM) return process.env.SIGNET_CHROMIUM
  const shell = findProgram([SHELL]) ?? (await installFromDebian(SHELL))
  const found = shell ?? findProgram(NAMES) ?? (await installFromDebian('chromium'))
  if (found !== null) return found
  const playwright = path.join(root, 'node_modules/playwright/cli.js')
  await runStep('Fetching Chromium', process.execPath, [playwright, 'install', 'chromium'])
  return null
}

/** The program of that name; null where this may not install it, or Debian's packages do not have it. */
async function installFromDebian(name) {
  if (process.getuid?.() !== 0 || findProgram(['apt-get']) === null) return null
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['--yes', '--no-install-recommends', '--no-remove', name, 'fonts-liberation']
  try {
    await runStep('Reading the list of Debian packages', 'apt-get', [...NETWORK, 'update'], { env })
    await runStep(`Installing ${name}`, 'apt-get', [...NETWORK, 'install', ...options], { env })
  } catch {
    return null
  }
  return findProgram([name])
}

/** The first of these programs that PATH holds and that starts. */
function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return places.find((place) => isExecutable(place) && starts(place)) ?? null
}

function isExecutable(place) {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Some systems have a program in Chromium's place that only says how to install it. */
function starts(place) {
  return spawnSync(place, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}
