import { spawn } from 'node:child_process'

const READY_MS = 120_000
const ECHO_MS = 500

/**
 * Runs a server until it ends or a signal asks for it, and answers with the exit code to end with.
 * The first SIGINT or SIGTERM stops it cleanly, a second one at once. `onReady` gets the URL.
 */
export async function runServer({ command, args, env, host, port, readyPath, onReady }) {
  // Its own process group: Ctrl-C reaches this process alone, which passes it on once. The channel ends it when
  // this process is killed.
  const child = spawn(command, args, {
    env: { ...process.env, ...env, HOST: host, PORT: port, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const stop = stopOnSignals(child)
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve({ code, signal }))
  })
  const ready = waitUntilReady(localUrl(host, port) + readyPath, ended)
  ready.then((is) => is && onReady(localUrl(host, port)))
  const { code } = await ended
  stop.remove()
  return stop.asked() ? 0 : (code ?? 1)
}

function stopOnSignals(child) {
  let askedAt = null
  const onSignal = () => {
    const now = Date.now()
    if (askedAt === null) {
      askedAt = now
      child.kill('SIGTERM')
      return
    }
    // npm passes on the Ctrl-C that the terminal has already sent.
    if (now - askedAt > ECHO_MS) child.kill('SIGKILL')
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    asked: () => askedAt !== null,
    remove: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}

/** True when the server answers 200; false when it ends first, or never does within two minutes. */
async function waitUntilReady(url, ended) {
  let running = true
  ended.finally(() => {
    running = false
  })
  const until = Date.now() + READY_MS
  while (running && Date.now() < until) {
    if (await answers(url)) return true
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  return false
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}

/** What a browser on this machine opens. */
function localUrl(host, port) {
  const name = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
