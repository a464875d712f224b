import type { DataValue } from '@/lib/snapshot/types'

/** A content's hash as DVC records it; `name` is `md5`, `md5-dos2unix`, `etag` or `checksum`. */
export type DvcHash = { readonly name: string; readonly value: string }

/** What a lock or a `.dvc` file records of one path. */
export type LockedItem = {
  readonly hash: DvcHash | null
  /** Bytes. */
  readonly size: number | null
  readonly files: number | null
  readonly isExecutable: boolean
  /** Ids of object versions in cloud storage, by remote. */
  readonly versionIds: readonly string[]
}

/** A path as a file of DVC writes it. */
export type DvcPath = {
  /** As written, after templating. */
  readonly written: string
  /** From the repository's top; a URL or an absolute path as written; null for what climbs out of the repository. */
  readonly path: string | null
  /** `external` is a URL, an absolute path, or a path outside of the repository or of the DVC root. */
  readonly place: 'root' | 'external'
}

export type FileDep = DvcPath & { readonly kind: 'file'; readonly locked: LockedItem | null }
export type ParamsDep = DvcPath & {
  readonly kind: 'params'
  /** Null: the whole file. */
  readonly keys: readonly string[] | null
  /** The values that the stage ran with; null where the lock has none for the file. */
  readonly values: { readonly [key: string]: DataValue } | null
}
/** A file of another DVC or Git repository (`dvc import`). `path` is from the top of that repository. */
type RepoDep = {
  readonly kind: 'repo'
  readonly written: string
  readonly path: string
  readonly url: string
  readonly rev: string | null
  readonly revLock: string | null
}
type DbDep = { readonly kind: 'db'; readonly written: string; readonly path: null }
/** A dataset of any `dvc.yaml` of the root, by its name. */
export type DatasetDep = {
  readonly kind: 'dataset'
  readonly written: string
  readonly path: null
  readonly name: string
  /** What the stage ran with. */
  readonly locked: LockedDataset | null
}
export type DvcDep = FileDep | ParamsDep | RepoDep | DbDep | DatasetDep

/** A dataset by its place: in a DVC repository (`dvc`), in DataChain (`dc`), or at a URL. */
export type DatasetSpec = {
  readonly name: string
  readonly type: string
  readonly url: string
  /** From the top of the repository at `url`. */
  readonly path: string | null
  readonly rev: string | null
}

/** A dataset as it was at one time. */
export type LockedDataset = { readonly spec: DatasetSpec; readonly state: DatasetLock }

/** A dataset that a `dvc.yaml` names. */
export type DvcDataset = DatasetSpec & {
  readonly file: string
  /** Null where the lock has none, or one of another url, path or revision. */
  readonly locked: DatasetLock | null
}

export type DatasetLock =
  | { readonly kind: 'dvc'; readonly revLock: string }
  | { readonly kind: 'dc'; readonly version: string; readonly createdAt: string | null }
  | {
      readonly kind: 'url'
      readonly content: LockedItem
      /** The same for what DVC records in the same way, file by file. */
      readonly digest: string
    }

export type DvcOut = DvcPath & {
  readonly cache: boolean
  readonly persist: boolean
  readonly metric: boolean
  readonly plot: boolean
  readonly locked: LockedItem | null
}

/** A stage of a `dvc.yaml`, or a `.dvc` file, which is a stage without a command. */
export type DvcStage = {
  /** `dir/dvc.yaml:stage`, or the path of the `.dvc` file; from the repository's top. */
  readonly id: string
  readonly file: string
  /** The name in its `dvc.yaml`; null for a `.dvc` file. */
  readonly name: string | null
  /** The name before `@` of what `foreach` or `matrix` expands; null for any other. */
  readonly group: string | null
  readonly cmd: string | readonly string[] | null
  /** From the repository's top; '' is the top. */
  readonly wdir: string
  readonly frozen: boolean
  readonly alwaysChanged: boolean
  readonly isImport: boolean
  readonly deps: readonly DvcDep[]
  readonly outs: readonly DvcOut[]
  /** Whether the lock has another command; null where it has no entry, because the stage never ran, and for `.dvc`. */
  readonly cmdChanged: boolean | null
}

/** The paths of the top-level sections of one `dvc.yaml`, from the repository's top. */
export type DvcSections = {
  readonly file: string
  readonly metrics: readonly string[]
  readonly params: readonly string[]
  /** What the plots are drawn from: files and folders. */
  readonly plots: readonly string[]
}

export type DvcFinding = {
  readonly code: DvcFindingCode
  readonly file: string
  readonly detail: string
}

export type DvcFindingCode =
  | 'template-unresolved'
  | 'template-too-large'
  | 'dvc-vars-missing'
  | 'dvc-vars-unsupported'
  | 'dvc-vars-conflict'
  | 'dvc-file-malformed'
  | 'dvc-too-many-stages'
  | 'dvc-graph'
  | 'path-too-long'
  | 'path-outside-repository'
  | 'list-too-long'
  | 'too-much-work'

/** One DVC root of a commit. */
export type DvcRoot = {
  /** From the repository's top; '' is the top. */
  readonly directory: string
  readonly stages: readonly DvcStage[]
  readonly sections: readonly DvcSections[]
  readonly datasets: readonly DvcDataset[]
  /** [upstream, downstream] by position in `stages`, each pair once, in order. */
  readonly edges: readonly (readonly [number, number])[]
  readonly findings: readonly DvcFinding[]
}
