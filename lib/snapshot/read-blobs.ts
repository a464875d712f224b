import { fetchBlobs } from '@/lib/git/fetch-blobs'
import type { ObjectSize } from '@/lib/git/git-object'
import type { Mirror } from '@/lib/git/mirror'
import type { Objects } from '@/lib/git/open-objects'
import { formatCount, LIMITS } from '@/lib/repo-data/limits'
import type { BlobMemory } from './blob-memory'
import type { Budget } from './budget'
import { hashBlob } from './hash-blob'
import { inspectBytes, maxBytesOf, refuseSize } from './inspect-bytes'
import { type ParseResult, parseJson } from './parse-json'
import { isLfsPointer, MAX_LFS_POINTER, parseLfsPointer } from './parse-lfs-pointer'
import { parseToml } from './parse-toml'
import { parsePython } from './python/parse-python'
import type { FileFact, FileForm, Oid } from './types'
import {
  poisonFact,
  type YamlDocument,
  type YamlForm,
  type YamlParser,
} from './yaml/open-yaml-parser'

export type BlobSource = {
  readonly mirror: Mirror
  readonly objects: Objects
  readonly parser: YamlParser
  readonly known: BlobMemory
  /** For the bytes that are read. */
  readonly budget: Budget
  /** For the bytes that are read for their hash alone, which are not held. */
  readonly hashing: Budget
  readonly signal?: AbortSignal
}

/** Facts by form, then by object id. */
export type BlobFacts = Map<FileForm, Map<Oid, FileFact>>
export type BlobWants = ReadonlyMap<FileForm, ReadonlySet<Oid>>

/** Bytes held at once while blobs are read; the documents of one batch are parsed while the next is read. */
const BATCH_BYTES = 2 * 1024 * 1024

/**
 * Reads blobs into `facts`: sizes before bytes, nothing twice, and nothing above the limit of its form. What a partial
 * clone left out is fetched where its bytes are wanted, and only there. False when some are not read, because too many
 * are held. Throws GitError.
 */
export async function readBlobs(
  source: BlobSource,
  wants: BlobWants,
  facts: BlobFacts,
): Promise<boolean> {
  const sizes = await readBlobSizes(source, wants)
  const bytesWanted = new Map<Oid, FileForm[]>()
  let isWhole = true
  for (const [form, ofForm] of wants) {
    for (const oid of ofForm) {
      const size = sizes.get(oid) ?? 'missing'
      const early = await factWithoutBytes(source, { oid, form, size })
      const budget = form === 'md5' ? source.hashing : source.budget
      const room = early === null ? budget.take(Number(size)) : 'taken'
      if (early !== null) store(facts, form, early)
      else if (room === 'over') store(facts, form, overLimit(oid))
      else if (room === 'full') isWhole = false
      else bytesWanted.set(oid, [...(bytesWanted.get(oid) ?? []), form])
    }
  }
  let parsing: Promise<void> = Promise.resolve()
  for (const batch of splitBatches([...bytesWanted.keys()], sizes)) {
    const [documents] = await Promise.all([readBatch(source, batch, bytesWanted, facts), parsing])
    parsing = parseBatch(source, documents, facts)
  }
  await parsing
  return isWhole
}

function overLimit(oid: Oid): FileFact {
  const detail = `all files together: the limit is ${formatCount(LIMITS.filesBytes)} bytes`
  return { kind: 'problem', code: 'file-too-large', oid, line: null, detail }
}

/** `not-fetched`: as large as the blobs that the mirror leaves out, or more; `too-large`: more than a form may have. */
type BlobSize = number | 'missing' | 'not-fetched' | 'too-large'

async function readBlobSizes(source: BlobSource, wants: BlobWants): Promise<Map<Oid, BlobSize>> {
  const { mirror, objects, signal } = source
  const oids = [...new Set([...wants.values()].flatMap((ofForm) => [...ofForm]))]
  const maxBytes = Math.max(0, ...[...wants.keys()].map(maxFetchedOf))
  let found = await objects.sizes(oids)
  const wanted = listMissing(wants, found, mirror.limits.blobBytes)
  let tooLarge: ReadonlySet<Oid> = new Set()
  if (wanted.length > 0) {
    tooLarge = await fetchBlobs(mirror, wanted, { maxBytes, signal })
    found = await objects.sizes(oids)
  }
  const asked = new Set(wanted)
  const sizes = new Map<Oid, BlobSize>()
  for (const [oid, object] of found) {
    if (object !== 'missing') sizes.set(oid, object.type === 'blob' ? object.size : 'missing')
    else if (tooLarge.has(oid)) sizes.set(oid, 'too-large')
    else sizes.set(oid, asked.has(oid) ? 'missing' : 'not-fetched')
  }
  return sizes
}

/** Bytes up to which a missing blob is fetched for a form. A stat fetches nothing. */
function maxFetchedOf(form: FileForm): number {
  return form === 'stat' ? 0 : maxBytesOf(form)
}

/** The missing blobs whose bytes are wanted, and which may be small enough: what is missing has `blobBytes` or more. */
function listMissing(
  wants: BlobWants,
  found: ReadonlyMap<Oid, ObjectSize | 'missing'>,
  blobBytes: number,
): readonly Oid[] {
  const wanted = [...wants].filter(([form]) => maxFetchedOf(form) > blobBytes)
  const oids = wanted.flatMap(([, ofForm]) => [...ofForm])
  return [...new Set(oids)].filter((oid) => found.get(oid) === 'missing')
}

/** What is known of a blob before its bytes, where that is all that is wanted or all there will be. */
async function factWithoutBytes(
  source: BlobSource,
  { oid, form, size }: { readonly oid: Oid; readonly form: FileForm; readonly size: BlobSize },
): Promise<FileFact | null> {
  if (size === 'missing') return missingFact(oid)
  if (form === 'stat') {
    if (typeof size !== 'number') return { kind: 'stat', oid, size: null, lfs: null }
    return size > MAX_LFS_POINTER ? { kind: 'stat', oid, size, lfs: null } : null
  }
  const limit = maxBytesOf(form)
  if (typeof size === 'string') {
    const least = size === 'too-large' ? LIMITS.fileBytes : source.mirror.limits.blobBytes
    const detail = `${formatCount(least)} bytes or more (the limit is ${formatCount(limit)})`
    return { kind: 'problem', code: 'file-too-large', oid, line: null, detail }
  }
  if (size > limit) return { kind: 'problem', oid, ...refuseSize(size, limit) }
  const yaml = yamlFormOf(form)
  if (yaml === null) return null
  const code = await source.known.find(oid, yaml)
  return code ? poisonFact(oid, code) : null
}

function missingFact(oid: Oid): FileFact {
  const detail = 'not in the mirror of the repository'
  return { kind: 'problem', code: 'file-missing-object', oid, line: null, detail }
}

function* splitBatches(
  oids: readonly Oid[],
  sizes: ReadonlyMap<Oid, BlobSize>,
): Iterable<readonly Oid[]> {
  let batch: Oid[] = []
  let bytes = 0
  for (const oid of oids) {
    const size = sizes.get(oid)
    batch.push(oid)
    bytes += typeof size === 'number' ? size : 0
    if (bytes < BATCH_BYTES) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

/** How another process must read a form; null for one that is read here. */
function yamlFormOf(form: FileForm): YamlForm | null {
  if (form === 'data') return 'typed-yaml'
  return form === 'yaml' || form === 'typed-yaml' ? form : null
}

/** A document for another process, and the form that was asked for. */
type Wanted = YamlDocument & { readonly as: FileForm }

/** Reads all but YAML into `facts` and returns the YAML, which another process must parse. */
async function readBatch(
  source: BlobSource,
  batch: readonly Oid[],
  wants: ReadonlyMap<Oid, readonly FileForm[]>,
  facts: BlobFacts,
): Promise<readonly Wanted[]> {
  const documents: Wanted[] = []
  await source.objects.read(batch, (object) => {
    const { oid } = object
    for (const form of wants.get(oid) ?? []) {
      if (object.type === 'missing') {
        store(facts, form, missingFact(oid))
        continue
      }
      const bytes = object.body
      const yaml = yamlFormOf(form)
      const fact = yaml === form ? null : readHere({ oid, form, bytes })
      if (fact !== null) store(facts, form, fact)
      else if (yaml !== null) documents.push({ oid, form: yaml, bytes, as: form })
    }
  })
  return documents
}

type Blob = { readonly oid: Oid; readonly form: FileForm; readonly bytes: Buffer }

/** The fact of a file; null when it can only be YAML. */
function readHere({ oid, form, bytes }: Blob): FileFact | null {
  if (form === 'stat') return { kind: 'stat', oid, size: bytes.length, lfs: parseLfsPointer(bytes) }
  if (form === 'md5' && !isLfsPointer(bytes))
    return { kind: 'md5', oid, size: bytes.length, ...hashBlob(bytes) }
  const problem = inspectBytes(bytes)
  if (problem) return { kind: 'problem', oid, ...problem }
  const size = bytes.length
  const text = bytes.toString('utf8')
  if (form === 'text') return { kind: 'text', oid, size, text: text.replace(/^\ufeff/, '') }
  const result = parseText(form, text)
  if (result.kind === 'data') return { kind: 'data', oid, size, value: result.value, lines: {} }
  return form === 'data' && result.code === 'json-syntax' ? null : { ...result, oid }
}

function parseText(form: FileForm, text: string): ParseResult {
  if (form === 'toml') return parseToml(text)
  return form === 'python' ? parsePython(text) : parseJson(text)
}

async function parseBatch(
  source: BlobSource,
  documents: readonly Wanted[],
  facts: BlobFacts,
): Promise<void> {
  const parsed = await source.parser.parse(documents)
  for (const [index, { oid, form, as }] of documents.entries()) {
    const fact = parsed[index]
    if (!fact) throw new Error('the YAML parser sent too few answers')
    store(facts, as, fact)
    if (fact.kind !== 'problem') continue
    if (fact.code === 'yaml-timeout' || fact.code === 'yaml-parser-crashed')
      await source.known.poison(oid, form, fact.code)
  }
}

function store(facts: BlobFacts, form: FileForm, fact: FileFact): void {
  if (fact.kind === 'absent') return
  const ofForm = facts.get(form) ?? new Map<Oid, FileFact>()
  ofForm.set(fact.oid, fact)
  facts.set(form, ofForm)
}
