import { setImmediate as nextTurn } from 'node:timers/promises'
import { classifyFailure, damaged, isDamage, killed } from './classify-failure'
import { GitError, stopped } from './git-error'
import type { GitObject } from './git-object'
import { type GitEnd, startGit, writePieces } from './git-process'
import { gitSetting } from './git-setting'
import type { Mirror, Oid } from './mirror'
import { onAbort } from './on-abort'
import { createBatchParser } from './parse-batch'
import { timeoutError } from './run-git'

export type ObjectRequest = {
  /** Whole objects, or their types and sizes alone. */
  readonly command: 'contents' | 'info'
  readonly oids: readonly Oid[]
  readonly onObject: (object: GitObject) => void
  readonly signal?: AbortSignal
}

export type CatFile = {
  /** Answers one request at a time, in the order of its object ids. When it throws, the process has ended. */
  send(request: ObjectRequest): Promise<void>
  /** Ends the process. Throws an error that git reported since the last answer. */
  close(): Promise<void>
}

/** Objects per flush. git answers one flush while the next is being written. */
const PIECE = 1000

type Open = { readonly push: (chunk: Buffer) => void; readonly fail: (reason: unknown) => void }

/**
 * Starts `git cat-file`, which answers any number of requests. git may report damage on stderr and still answer that
 * every object is missing; that is an error too.
 */
export function startCatFile(mirror: Mirror): CatFile {
  const args = [`--git-dir=${mirror.dir}`, 'cat-file', '--batch-command', '--buffer']
  const git = startGit(args, gitSetting(mirror, 'read'))
  let open: Open | null = null
  let failure: unknown = null
  let isOver = false
  const over = (reason: unknown) => {
    isOver = true
    failure ??= reason
    open?.fail(failure)
  }
  git.ended.then((end) => over(explain(end, git.stderr())), over)
  const stop = (reason: unknown) => {
    failure ??= reason
    git.end()
  }
  git.stdout.on('data', (chunk: Buffer) => {
    if (failure !== null) return
    try {
      if (open === null) throw unexpectedAnswer()
      open.push(chunk)
    } catch (error) {
      stop(error)
    }
  })

  const answer = (request: ObjectRequest) =>
    new Promise<void>((resolve, reject) => {
      if (isOver) return reject(failure)
      const { command, oids, signal } = request
      const { objectBytes, readSeconds } = mirror.limits
      const form = command === 'contents' ? 'with-bodies' : 'without-bodies'
      const parser = createBatchParser(form, objectBytes, request.onObject)
      const timer = setTimeout(() => stop(timeoutError(readSeconds)), readSeconds * 1000)
      const forget = onAbort(signal, () => stop(stopped()))
      const settle = () => {
        open = null
        clearTimeout(timer)
        forget()
      }
      open = {
        push: (chunk) => {
          if (parser.push(chunk) < oids.length || failure !== null) return
          if (parser.finish() > oids.length) throw unexpectedAnswer()
          settle()
          resolve()
        },
        fail: (reason) => {
          settle()
          reject(reason)
        },
      }
      void writePieces(git.stdin, buildCommands(command, oids))
    })

  return {
    send: async (request) => {
      await answer(request)
      // What git wrote on stderr before its answer is in the pipe, and the loop polls before each of these turns.
      await nextTurn()
      await nextTurn()
      if (!isDamage(git.stderr())) return
      git.end()
      await git.ended
      throw damaged()
    },
    close: async () => {
      git.stdin.end()
      const end = await git.ended
      if (end.code !== 0 || isDamage(git.stderr())) throw explain(end, git.stderr())
    },
  }
}

function unexpectedAnswer(): GitError {
  return new GitError('git-failed', 'git sent an unexpected answer.')
}

function explain({ code, signal }: GitEnd, stderr: string): GitError {
  if (signal !== null) return killed(stderr)
  if (code !== 0) return classifyFailure('cat-file', stderr, null)
  return isDamage(stderr) ? damaged() : new GitError('git-failed', 'git sent an incomplete answer.')
}

function* buildCommands(command: ObjectRequest['command'], oids: readonly Oid[]): Iterator<string> {
  for (let at = 0; at < oids.length; at += PIECE) {
    const lines = oids.slice(at, at + PIECE).map((oid) => `${command} ${oid}\n`)
    yield `${lines.join('')}flush\n`
  }
}
