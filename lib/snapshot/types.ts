import { formatPythonFloat } from './yaml/python-number.mjs'

/** Raw facts of a mirror, as plain values. Nothing here knows what an artifact or a stage is. */

/** A Git object id: 40 lower-case hex digits. */
export type Oid = string

export type Person = { readonly name: string; readonly email: string }

/** A moment as Git stores it: Unix seconds, and the writer's offset in minutes east of UTC. */
export type Instant = { readonly seconds: number; readonly offset: number }

export type SignatureFormat = 'ssh' | 'openpgp' | 'x509'

/** Why a ref under refs/tags/ cannot be read as an annotated tag of a commit. */
export type UnusableTagCode =
  | 'tag-missing-object'
  | 'tag-malformed'
  | 'tag-too-large'
  | 'tag-without-tagger'
  | 'tag-invalid-date'
  | 'tag-nested-too-deep'
  | 'tag-of-non-commit'

/** One ref under refs/tags/. `name` has no `refs/tags/`; bytes that are not UTF-8 stand as `\xNN`. */
export type TagFact =
  | AnnotatedTag
  | { readonly kind: 'lightweight'; readonly name: string; readonly oid: Oid }
  | {
      readonly kind: 'unusable'
      readonly name: string
      readonly oid: Oid
      readonly code: UnusableTagCode
    }

export type AnnotatedTag = {
  readonly kind: 'annotated'
  readonly name: string
  /** The tag object that the ref points at. */
  readonly oid: Oid
  /** The commit reached by peeling. */
  readonly commit: Oid
  /** The name inside the tag object where it differs from the ref's, else null. */
  readonly innerName: string | null
  /** True when the tag object points at another tag object. */
  readonly nested: boolean
  readonly tagger: Person
  readonly at: Instant
  /** Message without the signature block, surrounding white space stripped. */
  readonly message: string
  readonly signature: SignatureFormat | null
}

export type CommitFact = {
  readonly oid: Oid
  readonly tree: Oid
  readonly parents: readonly Oid[]
  readonly author: Person
  readonly authoredAt: Instant
  readonly committedAt: Instant
  readonly subject: string
}

/** A number of a file that JavaScript would print differently from Python, or from the file. */
export class SpelledNumber {
  /** As Python prints it: `1.0`, `1e-05`, `nan`, `-inf`, `12345678901234567890`. */
  readonly number: string
  /** As the file has it: `1.0`, `0.00001`, `.nan`, `0x1F`. */
  readonly written: string

  constructor(number: string, written: string) {
    this.number = number
    this.written = written
  }
}

/** A number as Python prints it. */
export function formatNumber(value: number | Pick<SpelledNumber, 'number'>): string {
  if (typeof value !== 'number') return value.number
  return Number.isInteger(value) ? String(value) : formatPythonFloat(value)
}

/** The nearest double; NaN and infinities included. */
export function numericValue(value: number | Pick<SpelledNumber, 'number'>): number {
  if (typeof value === 'number') return value
  if (value.number === 'inf') return Number.POSITIVE_INFINITY
  return value.number === '-inf' ? Number.NEGATIVE_INFINITY : Number(value.number)
}

/** A parsed value of a file. Read objects only through Object.hasOwn / Object.entries. */
export type DataValue =
  | null
  | boolean
  | number
  | SpelledNumber
  | string
  | readonly DataValue[]
  | { readonly [key: string]: DataValue }

/** Files below a tree by their paths, sorted by code unit. */
export type TreeFiles = {
  /** Blobs, or other ids where the path is a symbolic link. */
  readonly files: ReadonlyMap<string, Oid>
  /** Which limit left out the rest, in words; null when all are listed. */
  readonly cut: string | null
}

/** The files below a tree that were listed. */
export type TreeListing = {
  /** Walks through the whole tree at each call. */
  readonly all: () => TreeFiles
  /** What differs from another listing, without walking through what both have; null where limits leave out files. */
  readonly changes: (since: TreeListing) => readonly FileChange[] | null
}

/** A path that has another id than before; null where it is gone. */
export type FileChange = readonly [path: string, id: string | null]

/**
 * How a file is read.
 * `yaml`: every scalar is text (YAML's failsafe schema), for annotations and hashes;
 * `typed-yaml`: plain scalars become numbers, booleans and null as DVC types them;
 * `json`; `toml`; `python`: literals that are assigned to names, nothing is run;
 * `data`: JSON or else typed YAML, for names that say nothing;
 * `md5`: hashes of the bytes, of any content; `text` (CODEOWNERS);
 * `stat`: object id and size: nothing is fetched, and only what may be a Git LFS pointer is read;
 * `folder`: the files below a directory.
 */
export type FileForm =
  | 'yaml'
  | 'typed-yaml'
  | 'json'
  | 'toml'
  | 'python'
  | 'data'
  | 'md5'
  | 'text'
  | 'stat'
  | 'folder'

/** `path` is relative to the repository's root, normalised: no `.`/`..` parts, no leading or double slash. */
export type FileRequest = { readonly commit: Oid; readonly path: string; readonly form: FileForm }

export type FileProblemCode =
  | 'file-symlink'
  | 'file-lfs-pointer'
  | 'file-too-large'
  | 'file-not-utf8'
  | 'file-control-characters'
  | 'file-missing-object'
  | 'commit-too-large'
  | 'directory-too-large'
  | 'yaml-syntax'
  | 'yaml-too-deep'
  | 'yaml-too-complex'
  | 'yaml-duplicate-key'
  | 'yaml-tag'
  | 'yaml-too-many-aliases'
  | 'yaml-many-documents'
  | 'yaml-complex-key'
  | 'yaml-timeout'
  | 'yaml-parser-crashed'
  | 'json-syntax'
  | 'json-too-deep'
  | 'toml-syntax'
  | 'toml-too-deep'
  | 'python-syntax'
  | 'python-too-deep'

export type FileFact =
  /** No such path, a submodule, a directory where a file is asked for, or a file where a directory is. */
  | { readonly kind: 'absent' }
  /** `lines`: line (from 1) of each mapping key down to three levels, keyed by JSON pointer (`/churn/labels`). */
  | {
      readonly kind: 'data'
      readonly oid: Oid
      readonly size: number
      readonly value: DataValue
      readonly lines: Readonly<Record<string, number>>
    }
  | { readonly kind: 'text'; readonly oid: Oid; readonly size: number; readonly text: string }
  /** `size` is null when the mirror left the bytes out, because they are as many as 256 KiB or more. */
  | {
      readonly kind: 'stat'
      readonly oid: Oid
      readonly size: number | null
      /** The file that a Git LFS pointer stands for. */
      readonly lfs: { readonly sha256: string; readonly size: number } | null
    }
  /**
   * `files` are paths below the directory, sorted; `isCut` when there are more, or too many directories; `hasOthers` when
   * it has symbolic links or submodules besides.
   */
  | {
      readonly kind: 'folder'
      readonly oid: Oid
      readonly files: readonly string[]
      readonly isCut: boolean
      readonly hasOthers: boolean
    }
  /** `textMd5` is DVC's `md5-dos2unix`: that of text has LF for CRLF. */
  | {
      readonly kind: 'md5'
      readonly oid: Oid
      readonly size: number
      readonly md5: string
      readonly textMd5: string
      readonly isText: boolean
    }
  | {
      readonly kind: 'problem'
      readonly code: FileProblemCode
      readonly oid: Oid
      /** From 1, where known. */
      readonly line: number | null
      /** What was found, in a few plain words without file content that could be secret: "1,234,567 bytes". */
      readonly detail: string
    }

/** What was read so far, by request. `undefined`: not asked yet. */
export type FileLookup = (request: FileRequest) => FileFact | undefined

/** A branch of the remote that annotations are read from; the first is the default. */
export type BranchFact = { readonly name: string; readonly commit: Oid }
