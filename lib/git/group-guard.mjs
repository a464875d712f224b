// Runs git in a process group of its own and ends the whole group: on SIGINT or SIGTERM, when the
// program that started this one is gone (stdin ends), and when git itself dies. simple-git starts this
// instead of git, because it can signal only the one process that it started, and git's helpers
// (ssh, git-remote-https, index-pack) would live on. Exits as git did: same code or same signal.
import { spawn } from 'node:child_process'

const GRACE_MS = 5000

const git = spawn('git', process.argv.slice(2), {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
})

function signalGroup(signal) {
  try {
    process.kill(-git.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

let isEnding = false
function end() {
  if (isEnding || git.pid === undefined) return
  isEnding = true
  signalGroup('SIGTERM')
  setTimeout(() => signalGroup('SIGKILL'), GRACE_MS)
}

process.on('SIGINT', end)
process.on('SIGTERM', end)
process.stdin.on('end', end).on('error', end).resume()

git.on('error', () => {
  process.stderr.write('fatal: the program git cannot be started\n')
  process.exit(127)
})
git.on('exit', (code, signal) => {
  if (code !== 0) signalGroup('SIGKILL')
  if (signal === null) process.exit(code)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
