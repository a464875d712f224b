import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const HEAP_MEGABYTES = 256
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
const MAX_STDERR = 2_000

/**
 * The path of the program, relative to the working directory of the server. A bundler moves this module and not that
 * file.
 */
export const CHILD_PROGRAM = 'lib/snapshot/yaml/child.mjs'

export type YamlChild = {
  /** Documents together are written in few calls, and so read in few. */
  send(documents: readonly { readonly form: 'yaml' | 'typed-yaml'; readonly bytes: Buffer }[]): void
  /** Ends the child at once. */
  kill(): void
  /** Lets the child end after it has read all input. */
  finish(): void
  /** Processor time that the child has used, in milliseconds; null when the system does not report it. */
  cpuTime(): number | null
  /** Whether this process waits for the child before it ends by itself. */
  hold(wait: 'wait' | 'let-go'): void
}

export type YamlChildEvents = {
  onReady(): void
  /** Answers of documents in the order of sending. */
  onAnswers(answers: readonly string[]): void
  /** The last event. `complaint` is the end of the child's stderr. */
  onEnd(end: { readonly signal: string | null; readonly complaint: string }): void
}

/**
 * Starts a child with an empty environment and a small heap, in its own process group so that Ctrl-C
 * in a terminal does not look like a document that kills.
 */
export function startYamlChild(program: string, events: YamlChildEvents): YamlChild {
  const file = path.resolve(/* turbopackIgnore: true */ process.cwd(), program)
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MEGABYTES}`, file], {
    env: {} as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let complaint = ''
  let ended = false
  const end = (signal: string | null, reason: string) => {
    if (ended) return
    ended = true
    events.onEnd({ signal, complaint: reason.slice(-MAX_STDERR) })
  }
  child.on('error', (error) => end(null, error.message))
  child.on('close', (_code, signal) => end(signal, complaint))
  child.stdin.on('error', () => {}) // the child has ended; the `close` event reports it
  child.stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString('latin1')).slice(-MAX_STDERR)
  })
  readAnswers(child, events)
  return {
    send(documents) {
      child.stdin.cork()
      for (const { form, bytes } of documents) {
        const head = Buffer.alloc(5)
        head.writeUInt32LE(bytes.length + 1)
        head[4] = form === 'yaml' ? 0 : 1
        child.stdin.write(head)
        child.stdin.write(bytes)
      }
      child.stdin.uncork()
    },
    kill: () => void child.kill('SIGKILL'),
    finish: () => void child.stdin.end(),
    cpuTime: () => readCpuTime(child.pid),
    hold: (wait) => keepAlive(child, wait),
  }
}

function readAnswers(child: ChildProcess, events: YamlChildEvents): void {
  let chunks: Buffer[] = []
  let held = 0
  /** Bytes of the first length and of the answer that it announces, as far as they are known. */
  let needed = 4
  let ready = false
  child.stdout?.on('data', (data: Buffer) => {
    chunks.push(data)
    held += data.length
    if (held < needed) return // a long answer comes in many chunks, which are joined once
    const { answers, rest } = splitAnswers(Buffer.concat(chunks))
    chunks = rest.length > 0 ? [rest] : []
    held = rest.length
    needed = rest.length < 4 ? 4 : 4 + rest.readUInt32LE(0)
    if (needed > MAX_ANSWER_BYTES) {
      child.kill('SIGKILL')
      return
    }
    if (!ready && answers.length > 0) {
      ready = true
      events.onReady()
    }
    const whole = answers.filter((answer) => answer !== '') // the first says that the child is ready
    if (whole.length > 0) events.onAnswers(whole)
  })
}

function splitAnswers(buffer: Buffer): { readonly answers: string[]; readonly rest: Buffer } {
  const answers: string[] = []
  let at = 0
  while (buffer.length - at >= 4) {
    const end = at + 4 + buffer.readUInt32LE(at)
    if (end > buffer.length) break
    answers.push(buffer.toString('utf8', at + 4, end))
    at = end
  }
  return { answers, rest: buffer.subarray(at) }
}

const MS_PER_TICK = 10 // Linux counts in hundredths of a second for every program

function readCpuTime(pid: number | undefined): number | null {
  if (process.platform !== 'linux') return null
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
  } catch {
    return null // it has just ended
  }
}

function keepAlive(child: ChildProcess, wait: 'wait' | 'let-go'): void {
  for (const part of [child, child.stdin, child.stdout, child.stderr]) {
    const handle = part as { ref?: () => void; unref?: () => void } | null
    if (wait === 'wait') handle?.ref?.()
    else handle?.unref?.()
  }
}
