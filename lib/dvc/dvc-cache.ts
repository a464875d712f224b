import type { DataMapping } from '@/lib/repo-data/data-value'
import type { FileFact, FileForm, Oid } from '@/lib/snapshot/types'
import { listInputs, listOutputs } from './link-stages'
import { indexPaths, type PathIndex } from './path-index'
import type { DvcFinding, DvcSections, DvcStage } from './types'
import type { ReadFile } from './vars'

/** What one `dvc.yaml` or `.dvc` file says. */
export type DvcFile = {
  /** Of this result: another file, and the same file with other content, has another one. */
  readonly id: number
  readonly path: string
  readonly stages: readonly DvcStage[]
  /** Null for a `.dvc` file, and for a file that is no mapping. */
  readonly sections: DvcSections | null
  /** What the templates of a `dvc.yaml` may name; null for any other file. */
  readonly scope: DataMapping | null
  /** Its stages by the paths that they write, and by those that they read. */
  readonly writers: PathIndex<DvcStage>
  readonly readers: PathIndex<DvcStage>
  readonly findings: readonly DvcFinding[]
}

/** The files of a commit, as far as they are read. */
export type CommitFiles = {
  /** A file that is not read yet counts as absent, and `isMissing`. */
  readonly read: ReadFile
  readonly isMissing: (path: string, form: FileForm) => boolean
}

export function indexStages(stages: readonly DvcStage[]): Pick<DvcFile, 'writers' | 'readers'> {
  const index = (pathsOf: (stage: DvcStage) => readonly string[]) =>
    openLazily(() =>
      indexPaths(stages.flatMap((stage) => pathsOf(stage).map((path) => [path, stage] as const))),
    )
  return { writers: index(listOutputs), readers: index(listInputs) }
}

/** Builds the index at its first use: most files of a commit are never asked. */
function openLazily<Value>(build: () => PathIndex<Value>): PathIndex<Value> {
  let built: PathIndex<Value> | null = null
  return (path) => {
    built ??= build()
    return built(path)
  }
}

type Read = { readonly path: string; readonly form: FileForm; readonly oid: Oid | null }
/** Blobs that the listing knows, by path; '' where there is none. */
type Blobs = ReadonlyMap<string, Oid | ''>
type Variant = { readonly blobs: Blobs; readonly reads: readonly Read[]; readonly file: DvcFile }

/** Keeps what files say from commit to commit, because most files of a commit are those of the one before. */
export type DvcCache = {
  find(
    key: string,
    at: { readonly blobs: Blobs; readonly files: CommitFiles },
    derive: (read: ReadFile) => Omit<DvcFile, 'id'>,
  ): DvcFile
}

const MAX_KEYS = 20_000
const MAX_VARIANTS = 3

/** A cache of a fixed number of files, which evicts the oldest ones. */
export function openDvcCache(): DvcCache {
  const known = new Map<string, readonly Variant[]>()
  let derived = 0
  const remember = (key: string, variants: readonly Variant[]) => {
    known.delete(key)
    known.set(key, variants.slice(0, MAX_VARIANTS))
    const [oldest] = known.keys()
    if (known.size > MAX_KEYS && oldest !== undefined) known.delete(oldest)
  }
  return {
    find: (key, { blobs, files }, derive) => {
      const variants = known.get(key) ?? []
      const found = variants.find((variant) => isUnchanged(variant, blobs, files))
      if (found !== undefined) return found.file
      const reads = new Map<string, Read>()
      derived += 1
      const content = derive((path, form) => {
        const fact = files.read(path, form)
        reads.set(`${form}:${path}`, { path, form, oid: oidOf(fact) })
        return fact
      })
      const file = { id: derived, ...content }
      const all = [...reads.values()]
      const isWhole = !all.some(({ path, form }) => files.isMissing(path, form))
      const named = all.filter(({ path }) => !blobs.has(path))
      if (isWhole) remember(key, [{ blobs, reads: named, file }, ...variants])
      return file
    },
  }
}

function isUnchanged({ blobs, reads }: Variant, now: Blobs, files: CommitFiles): boolean {
  return (
    [...blobs].every(([path, oid]) => now.get(path) === oid) &&
    reads.every(
      ({ path, form, oid }) =>
        oidOf(files.read(path, form)) === oid && !files.isMissing(path, form),
    )
  )
}

function oidOf(fact: FileFact): Oid | null {
  return fact.kind === 'absent' ? null : fact.oid
}
