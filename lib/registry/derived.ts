import type { FileFact, FileForm, FileLookup, FileRequest, Oid } from '@/lib/snapshot/types'
import type { ArtifactName } from './names'
import type { RegistryProblem } from './problem'

/** A value, or the files that must be read before it can be derived. The caller reads them and calls again. */
export type Derived<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'needs'; readonly files: readonly FileRequest[] }

/** The files of one commit as a derivation sees them. */
export type Files = {
  readonly commit: Oid
  /**
   * A file that was not read yet is recorded as missing and treated as absent, so that one round requests as many files
   * as possible.
   */
  readonly read: (path: string, form: FileForm) => FileFact
  /** Reads a file without adding its problem to `problems`. */
  readonly peek: (path: string, form: FileForm) => FileFact
  /** Adds the problem of a file that could not be read. */
  readonly report: (path: string, fact: ProblemFact) => void
  /** Whether a requested file was not read yet. */
  readonly isMissing: (path: string, form: FileForm) => boolean
  /** The problems of files that could not be read, in order of reading. */
  readonly problems: (artifact: ArtifactName | null) => readonly RegistryProblem[]
  /** `value` when every file was there to read, else what is missing. */
  readonly derive: <T>(value: T) => Derived<T>
}

type ProblemFact = FileFact & { readonly kind: 'problem' }

const ABSENT: FileFact = { kind: 'absent' }

export function openFiles(commit: Oid, look: FileLookup): Files {
  const missing = new Map<string, FileRequest>()
  const unreadable = new Map<string, ProblemFact>()
  const keyOf = (path: string, form: FileForm) => `${form}:${path}`
  const peek = (path: string, form: FileForm) => {
    const request = { commit, path, form }
    const fact = look(request)
    if (fact === undefined) missing.set(keyOf(path, form), request)
    return fact ?? ABSENT
  }
  const report = (path: string, fact: ProblemFact) => {
    if (!unreadable.has(path)) unreadable.set(path, fact)
  }
  return {
    commit,
    peek,
    report,
    read: (path, form) => {
      const fact = peek(path, form)
      if (fact.kind === 'problem') report(path, fact)
      return fact
    },
    isMissing: (path, form) => missing.size > 0 && missing.has(keyOf(path, form)),
    problems: (artifact) =>
      [...unreadable].map(([file, { code, line, detail }]) => ({
        code,
        artifact,
        file,
        line,
        tag: null,
        commit,
        detail,
      })),
    derive: (value) =>
      missing.size === 0
        ? { kind: 'done', value }
        : { kind: 'needs', files: [...missing.values()] },
  }
}
