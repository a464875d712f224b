import type { DataMapping } from '@/lib/repo-data/data-value'
import type { FileFact, FileForm, Oid } from '@/lib/snapshot/types'
import type { DvcLock } from './locked'
import type { DvcDataset, DvcFinding, DvcSections, DvcStage } from './types'
import type { ReadFile } from './vars'

/** What one `dvc.yaml` or `.dvc` file says. */
export type DvcFile = {
  readonly path: string
  /** The root that it belongs to. */
  readonly root: string
  /** As written; `joinLock` adds what `lock` says of them. */
  readonly stages: readonly DvcStage[]
  readonly lock: DvcLock
  /** Null for a `.dvc` file, and for a file that is no mapping. */
  readonly sections: DvcSections | null
  readonly datasets: readonly DvcDataset[]
  /** What the templates of a `dvc.yaml` may name; null for any other file. */
  readonly scope: DataMapping | null
  readonly findings: readonly DvcFinding[]
  /** The files that it is made of and that could not be read. */
  readonly unreadable: readonly UnreadableFile[]
}

export type UnreadableFile = {
  readonly path: string
  readonly fact: FileFact & { readonly kind: 'problem' }
}

/** The files of a commit, as far as they are read. */
export type CommitFiles = {
  /** A file that is not read yet counts as absent, and `isMissing`. */
  readonly read: ReadFile
  readonly isMissing: (path: string, form: FileForm) => boolean
}

type Read = { readonly path: string; readonly form: FileForm; readonly oid: Oid | null }

/** What was derived of a file. */
export type CachedFile = {
  readonly file: DvcFile
  /** The blobs of the listed files. */
  readonly blobs: readonly string[]
  /** What was read beside the listed files: the file may only be used again while these are the same. */
  readonly reads: readonly Read[]
  /** False when a file was not there to read yet. */
  readonly isWhole: boolean
}

type CacheInput = {
  readonly listed: readonly string[]
  readonly blobs: readonly string[]
  readonly files: CommitFiles
}

/** Keeps what files say from commit to commit, because most files of a commit are those of the one before. */
export type DvcCache = {
  /** `key` names a file of any commit, and `blobs` what it is made of at this one; those of `listed` are among them. */
  find(
    key: string,
    at: CacheInput,
    derive: (read: ReadFile) => Omit<DvcFile, 'unreadable'>,
  ): CachedFile
}

const MAX_KEYS = 10_000
const MAX_VARIANTS = 3

/** A cache of a fixed number of files, which evicts the oldest ones. */
export function openDvcCache(): DvcCache {
  const known = new Map<string, readonly CachedFile[]>()
  const remember = (key: string, variants: readonly CachedFile[]) => {
    known.delete(key)
    known.set(key, variants.slice(0, MAX_VARIANTS))
    const [oldest] = known.keys()
    if (known.size > MAX_KEYS && oldest !== undefined) known.delete(oldest)
  }
  return {
    find: (key, at, derive) => {
      const variants = known.get(key) ?? []
      const found = variants.find(
        (variant) => hasBlobs(variant, at.blobs) && isUnchanged(variant, at.files),
      )
      if (found !== undefined) return found
      const cached = deriveFile(at, derive)
      if (cached.isWhole) remember(key, [cached, ...variants])
      return cached
    },
  }
}

function hasBlobs(variant: CachedFile, blobs: readonly string[]): boolean {
  return variant.blobs.every((blob, at) => blob === blobs[at])
}

function deriveFile(
  { listed, blobs, files }: CacheInput,
  derive: (read: ReadFile) => Omit<DvcFile, 'unreadable'>,
): CachedFile {
  const facts = new Map<string, Read & { readonly fact: FileFact }>()
  const content = derive((path, form) => {
    const fact = files.read(path, form)
    facts.set(`${form}:${path}`, { path, form, fact, oid: oidOf(fact) })
    return fact
  })
  const all = [...facts.values()]
  const unreadable = all.flatMap(({ path, fact }) =>
    fact.kind === 'problem' ? [{ path, fact }] : [],
  )
  return {
    file: { ...content, unreadable },
    blobs,
    reads: all
      .filter(({ path }) => !listed.includes(path))
      .map(({ path, form, oid }) => ({ path, form, oid })),
    isWhole: !all.some(({ path, form }) => files.isMissing(path, form)),
  }
}

/** Whether all that was read beside the listed files is the same at another commit. */
export function isUnchanged({ reads }: CachedFile, files: CommitFiles): boolean {
  return reads.every(
    ({ path, form, oid }) => oidOf(files.read(path, form)) === oid && !files.isMissing(path, form),
  )
}

function oidOf(fact: FileFact): Oid | null {
  return fact.kind === 'absent' ? null : fact.oid
}
