import { isSameDataset } from '@/lib/dvc/datasets'
import type { DvcInput } from '@/lib/dvc/derive-roots'
import type {
  DatasetDep,
  DvcDataset,
  DvcHash,
  DvcOut,
  DvcStage,
  FileDep,
  ParamsDep,
} from '@/lib/dvc/types'
import { findValueForm } from '@/lib/dvc/vars'
import { selectKey } from '@/lib/registry/select-keys'
import { type DataMapping, isList, isMapping } from '@/lib/repo-data/data-value'
import { quote, quotePath } from '@/lib/repo-data/quote'
import { type DataValue, formatNumber, numericValue, SpelledNumber } from '@/lib/snapshot/types'
import { FRESH, type Proof, stale, unknown } from './proof'
import { proveFolder } from './prove-folder'

/** What proving needs of a commit. */
export type ProofInput = Pick<DvcInput, 'files' | 'budget'>

/** An output, and the stage that writes it. */
export type MadeOut = { readonly out: DvcOut; readonly stage: DvcStage }

/** What a root has. */
type RootIndex = {
  /** The first output of exactly this path. */
  readonly findOut: (path: string) => MadeOut | null
  /** Whether a stage writes the path, one below or above it. */
  readonly isMade: (path: string) => boolean
  readonly findDataset: (name: string) => DvcDataset | null
}

/** The proofs of one root's edges (lineage.md, section 8). */
export type Proofs = {
  readonly proveDep: (dep: FileDep, stage: DvcStage) => Proof
  readonly proveParams: (dep: ParamsDep, stage: DvcStage) => Proof
  readonly proveDataset: (dep: DatasetDep, stage: DvcStage) => Proof
  readonly proveOut: (out: DvcOut, stage: DvcStage) => Proof
}

export function openProofs({ findOut, isMade, findDataset }: RootIndex, input: ProofInput): Proofs {
  const nowhere = (dep: FileDep, path: string): Proof => {
    if (isOutside(path)) return unknown(`${name(dep)} lies outside of Git.`)
    return isMade(path)
      ? unknown(`Only the remote of DVC has ${name(dep)}.`)
      : unknown(`Neither DVC nor Git has ${name(dep)} at this commit.`)
  }
  return {
    proveDep: (dep, stage) => {
      const never = proveRun(stage)
      if (never !== null) return never
      if (dep.path === null) return unknown(`${name(dep)} lies outside of the repository.`)
      const made = findOut(dep.path)
      if (dep.locked === null) return stale(`${name(dep)} was added after the last run.`)
      const { hash } = dep.locked
      if (hash === null) return unknown(`The lock has no hash of ${name(dep)}.`)
      const byOut = made !== null && made.stage !== stage ? proveAgainstOut(dep, hash, made) : null
      if (byOut?.state === 'stale') return byOut
      const byGit = proveAgainstGit(dep, hash, input)
      // What a stage makes may be in Git too, and may have been changed there.
      if (byGit !== null && byGit.state !== 'unknown') return byGit
      return byOut ?? byGit ?? nowhere(dep, dep.path)
    },
    proveParams: (dep, stage) => proveRun(stage) ?? proveParams(dep, input),
    proveDataset: (dep, stage) => proveRun(stage) ?? proveDataset(dep, findDataset(dep.name)),
    proveOut: (out, stage) => {
      const never = proveRun(stage)
      if (never !== null) return never
      const hash = out.locked?.hash ?? null
      if (hash === null) {
        return stage.name === null
          ? { state: 'never-run', why: `${name(out)} was not fetched: nothing is recorded of it.` }
          : stale(`${name(out)} was added after the last run.`)
      }
      if (out.path === null || out.place === 'external') return FRESH
      // What DVC keeps is not in Git: the record is all that there is.
      return proveAgainstGit(out, hash, input) ?? FRESH
    },
  }
}

function name({ written }: { readonly written: string }): string {
  return quotePath(written)
}

function proveRun(stage: DvcStage): Proof | null {
  return stage.name !== null && stage.cmdChanged === null
    ? { state: 'never-run', why: 'The stage never ran.' }
    : null
}

function proveAgainstOut(dep: FileDep, hash: DvcHash, { out, stage }: MadeOut): Proof {
  const made = out.locked?.hash ?? null
  if (made === null) return unknown(`${stage.id}, which makes it, never ran.`)
  if (made.value === hash.value) return FRESH
  // Two algorithms of one text differ although nothing changed.
  if (made.name !== hash.name)
    return unknown(`The hashes of ${name(dep)} are of two kinds, ${hash.name} and ${made.name}.`)
  return stale(`${name(dep)} was made anew by ${stage.id} after the last run.`)
}

/** Null where Git does not have it. */
function proveAgainstGit(
  { path, written }: Pick<FileDep, 'path' | 'written'>,
  hash: DvcHash,
  { files }: ProofInput,
): Proof | null {
  if (path === null || isOutside(path)) return null
  if (hash.value.endsWith('.dir')) return proveFolder(path, hash, files)
  const fact = files.read(path, 'md5')
  if (fact.kind === 'problem') {
    return unknown(
      fact.code === 'file-lfs-pointer'
        ? `Git LFS keeps ${quote(written)}.`
        : `Git has ${quote(written)}, but it cannot be read.`,
    )
  }
  if (fact.kind !== 'md5') return null
  const now = hash.name === 'md5-dos2unix' ? fact.textMd5 : fact.md5
  return now === hash.value ? FRESH : stale(`${quote(written)} is not what the stage ran with.`)
}

/** Compares what the lock has of the dataset with what the stage ran with. */
function proveDataset(dep: DatasetDep, now: DvcDataset | null): Proof {
  if (dep.locked === null) return stale(`${name(dep)} was added after the last run.`)
  if (now === null)
    return unknown(`No dvc.yaml of the DVC root has the dataset ${quote(dep.name)}.`)
  if (now.locked === null)
    return stale(`The lock does not have ${name(dep)} as ${now.file} names it.`)
  return isSameDataset(now, dep.locked)
    ? FRESH
    : stale(`${name(dep)} was updated after the last run.`)
}

function isOutside(path: string): boolean {
  return /^\w+:\/\/|^\//.test(path)
}

/** Compares each value in the file at this commit with the one that the stage ran with. */
function proveParams(dep: ParamsDep, { files, budget }: ProofInput): Proof {
  if (dep.values === null) return stale(`The params of ${name(dep)} were added after the last run.`)
  if (dep.path === null) return unknown('The params lie outside of the repository.')
  const form = findValueForm(dep.path)
  const fact = files.read(dep.path, form)
  if (fact.kind === 'problem') return unknown(`${name(dep)} cannot be read.`)
  if (fact.kind !== 'data') return unknown(`${name(dep)} is not in Git.`)
  if (dep.keys === null) {
    return isSame(fact.value, dep.values) ? FRESH : stale(`A value of ${name(dep)} has changed.`)
  }
  for (const key of new Set(dep.keys)) {
    if (!Object.hasOwn(dep.values, key))
      return stale(`The param ${quote(key)} was added after the last run.`)
    const now = nest(selectKey(fact.value, key, budget), key)
    if (isGlob(key) && budget.isExhausted())
      return unknown(`The commit has too much to compare the params of ${name(dep)}.`)
    if (!isSame(now, dep.values[key] ?? null)) {
      return stale(`The param ${quote(key)} of ${name(dep)} has changed.`)
    }
  }
  return FRESH
}

function isGlob(key: string): boolean {
  return /[*?]/.test(key)
}

type Nested = { [part: string]: DataValue }

/** What one key names: one value, or the values of a glob as the mapping that the lock has of them. */
function nest(
  found: readonly (readonly [string, DataValue])[],
  key: string,
): DataValue | undefined {
  const [only] = found
  if (!isGlob(key)) return only?.[1]
  const nested: Nested = {}
  // Those that are made here: a copy for each value would take quadratic time.
  const made = new Map<DataValue | undefined, Nested>()
  for (const [path, value] of found) {
    const parts = path.split('.')
    let at = nested
    for (const part of parts.slice(0, -1)) {
      const inner = at[part]
      const next: Nested = made.get(inner) ?? (isMapping(inner) ? { ...inner } : {})
      made.set(next, next)
      at[part] = next
      at = next
    }
    at[parts.at(-1) ?? ''] = value
  }
  return nested
}

/** Whether values are equal in Python: 1 is 1.0, and true is 1. */
function isSame(one: DataValue | undefined, other: DataValue | undefined): boolean {
  const [a, b] = [withoutBoolean(one), withoutBoolean(other)]
  if (isNumber(a) && isNumber(b)) return formatExact(a) === formatExact(b)
  if (isList(a) && isList(b))
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]))
  if (isMapping(a) && isMapping(b)) return isSameMapping(a, b)
  return a === b
}

/** One text for all numbers that are equal in Python, where integers are exact however long they are. */
function formatExact(value: number | SpelledNumber): string {
  const [text, nearest] = [formatNumber(value), numericValue(value)]
  if (/^-?\d+$/.test(text)) return text
  return String(Number.isInteger(nearest) ? BigInt(nearest) : nearest)
}

function withoutBoolean(value: DataValue | undefined): DataValue | undefined {
  return typeof value === 'boolean' ? Number(value) : value
}

function isNumber(value: DataValue | undefined): value is number | SpelledNumber {
  return typeof value === 'number' || value instanceof SpelledNumber
}

function isSameMapping(a: DataMapping, b: DataMapping): boolean {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  )
}
