import { startYamlChild, type YamlChild } from './child-process'

export type QueuedDocument = { readonly form: 'yaml' | 'typed-yaml'; readonly bytes: Buffer }

/** Codes of documents that must never be tried again with the same parser version. */
export type PoisonCode = 'yaml-timeout' | 'yaml-parser-crashed'
export type Outcome =
  | { readonly kind: 'answer'; readonly json: string }
  | { readonly kind: 'poison'; readonly code: PoisonCode }

type Task = {
  readonly document: QueuedDocument
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: Error) => void
  deaths: number
}

/** The document that is timed, and the processor time that the child had used when it became the first. */
type Since = {
  readonly head: Task | undefined
  readonly cpuTime: number | null
  readonly times: number
}

const MAX_WAITS = 15
/** A larger document has the usual time once more for each of these bytes. */
const USUAL_BYTES = 256 * 1024
const BYTES_PER_TIMEOUT = 1024 * 1024
const START_TIMEOUT_MS = 30_000
const IDLE_MS = 30_000
/** The number of documents sent ahead of their answers. The next child reads them again after a crash. */
const WINDOW = 256
const MAX_FAILED_STARTS = 3
/** A child that has read as many holds memory that it does not give back. */
const GROWN = 2_000
/** Signals that a program raises itself. Any other signal came from outside and proves nothing. */
const OWN_SIGNALS = new Set<string | null>(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGTRAP'])

/**
 * Documents on their way through a child process, which is started when needed and again after each
 * death. The first document without an answer is the one that killed: refused at once where the child
 * ended by itself, given a second chance where it ran out of time or was killed from outside, because
 * a busy machine or an operator does that too. Time is processor time where the system tells it.
 */
export class DocumentQueue {
  private waiting: Task[] = []
  private flight: Task[] = []
  private child: YamlChild | null = null
  private state: 'starting' | 'ready' | 'timed-out' | 'closed' = 'starting'
  private failedStarts = 0
  /** By the present child. */
  private answered = 0
  private timer: NodeJS.Timeout | undefined
  private onGone: (() => void) | null = null

  constructor(
    private readonly program: string,
    private readonly timeoutMs: number,
  ) {}

  push(document: QueuedDocument): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ document, resolve, reject, deaths: 0 })
      if (this.state === 'closed') this.rejectAll(new Error('the YAML parser is closed'))
      else this.pump()
    })
  }

  /** Starts the child ahead of the first document. */
  prepare(): void {
    if (this.child || this.state === 'closed') return
    this.child = this.start()
    this.child.hold('let-go')
  }

  /** Ends a child that has grown and has nothing to do; the next document starts another. */
  release(): void {
    if (this.answered < GROWN || this.flight.length > 0 || this.waiting.length > 0) return
    clearTimeout(this.timer)
    this.dismiss()
  }

  /** Ends the child and rejects documents without an answer. */
  async close(): Promise<void> {
    this.state = 'closed'
    this.rejectAll(new Error('the YAML parser was closed'))
    clearTimeout(this.timer)
    if (!this.child) return
    const gone = new Promise<void>((resolve) => {
      this.onGone = resolve
    })
    this.child.hold('wait')
    this.child.kill()
    await gone
  }

  private pump(): void {
    if (this.waiting.length > 0) this.child ??= this.start()
    const next = this.waiting.splice(0, Math.max(0, WINDOW - this.flight.length))
    if (next.length > 0) this.child?.send(next.map(({ document }) => document))
    const wasIdle = this.flight.length === 0
    this.flight.push(...next)
    if (wasIdle && next.length > 0) this.rearm()
  }

  private start(): YamlChild {
    this.state = 'starting'
    this.answered = 0
    const child = startYamlChild(this.program, {
      onReady: () => this.onReady(),
      onAnswers: (answers) => this.onAnswers(answers),
      onEnd: (end) => {
        if (this.child === child) this.onEnd(end.signal, end.complaint)
      },
    })
    return child
  }

  private onReady(): void {
    if (this.state === 'starting') this.state = 'ready'
    this.failedStarts = 0
    this.rearm()
  }

  private onAnswers(answers: readonly string[]): void {
    this.answered += answers.length
    for (const [index, task] of this.flight.splice(0, answers.length).entries()) {
      task.resolve({ kind: 'answer', json: answers[index] ?? '' })
    }
    this.rearm()
    this.pump()
  }

  /** An idle child is stopped for good, because a document sent while it ends would be lost. */
  private dismiss(): void {
    const child = this.child
    this.child = null
    child?.finish()
  }

  /** The first document without an answer is timed, from the previous answer. */
  private rearm(): void {
    clearTimeout(this.timer)
    // Output from before the end is read after it, so this process must keep waiting for the child.
    if (this.state === 'closed') return
    const idle = this.flight.length === 0
    this.child?.hold(idle ? 'let-go' : 'wait')
    if (idle) {
      this.timer = setTimeout(() => this.dismiss(), IDLE_MS).unref()
      return
    }
    this.wait({ head: this.flight[0], cpuTime: this.child?.cpuTime() ?? null, times: 0 })
  }

  /** What the document may take: more where it is large. */
  private limitOf(task: Task | undefined): number {
    const excess = Math.max(0, (task?.document.bytes.length ?? 0) - USUAL_BYTES)
    return this.timeoutMs * (1 + excess / BYTES_PER_TIMEOUT)
  }

  private wait(since: Since): void {
    const starting = this.state === 'starting'
    this.timer = setTimeout(
      // An answer that arrived while this process was busy is read before the child counts as too slow.
      () => setImmediate(() => this.expire(since)),
      starting ? START_TIMEOUT_MS : this.limitOf(since.head),
    )
  }

  /** A child that got no processor time gets a limited extension. */
  private expire(since: Since): void {
    if (since.head !== this.flight[0] || this.state === 'closed') return
    const now = this.child?.cpuTime() ?? null
    const limit = this.limitOf(since.head)
    const starved = now !== null && since.cpuTime !== null && now - since.cpuTime < limit
    if (this.state === 'ready' && starved && since.times < MAX_WAITS) {
      this.wait({ ...since, times: since.times + 1 })
      return
    }
    if (this.state === 'ready') this.state = 'timed-out'
    this.child?.kill()
  }

  private onEnd(signal: string | null, complaint: string): void {
    clearTimeout(this.timer)
    this.child = null
    const state = this.state
    const [head, ...rest] = this.flight
    this.flight = []
    if (state === 'closed') {
      this.onGone?.()
      return
    }
    this.waiting.unshift(...rest)
    if (head && (state === 'starting' || !this.blame(head, signal))) this.waiting.unshift(head)
    if (state === 'starting') this.countFailedStart(complaint)
    this.pump()
  }

  /** Whether the document made the parser fail. Otherwise it is parsed a second time. */
  private blame(head: Task, signal: string | null): boolean {
    const timedOut = this.state === 'timed-out'
    const byItself = !timedOut && (signal === null || OWN_SIGNALS.has(signal))
    head.deaths += 1
    if (!byItself && head.deaths === 1) return false
    head.resolve({ kind: 'poison', code: timedOut ? 'yaml-timeout' : 'yaml-parser-crashed' })
    return true
  }

  /** No document has been parsed yet, so none caused the failure. */
  private countFailedStart(complaint: string): void {
    this.failedStarts += 1
    if (this.failedStarts < MAX_FAILED_STARTS) return
    this.failedStarts = 0
    this.rejectAll(new Error(`the YAML parser does not start: ${complaint.trim()}`))
  }

  private rejectAll(error: Error): void {
    for (const task of [...this.flight, ...this.waiting]) task.reject(error)
    this.flight = []
    this.waiting = []
  }
}
