import { spawnSync } from 'node:child_process'
import { StartError } from './start-error.mjs'

const NODE = [20, 19]
const GIT = [2, 39]

/** Throws a StartError unless this is Node 20.19 or newer and git 2.39 or newer can be run. */
export function requireTools() {
  const node = process.versions.node
  if (isOlder(node, NODE)) {
    throw new StartError(
      `Signet needs Node.js ${NODE.join('.')} or newer; this is ${node}. Install a newer one and run the command again.`,
    )
  }
  const { status, stdout } = spawnSync('git', ['--version'], { encoding: 'utf8' })
  if (status !== 0) {
    throw new StartError('Signet needs git, and found none. Install git and run the command again.')
  }
  const git = /(\d+\.\d+[\d.]*)/.exec(stdout)?.[1] ?? '0'
  if (isOlder(git, GIT)) {
    throw new StartError(
      `Signet needs git ${GIT.join('.')} or newer; this is ${git}. Install a newer one and run the command again.`,
    )
  }
}

/** Whether a version text such as `20.9.0` is below `[major, minor]`. */
export function isOlder(version, [major, minor]) {
  const [a = 0, b = 0] = version.split('.').map(Number)
  return a < major || (a === major && b < minor)
}
