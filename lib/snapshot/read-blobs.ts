import { fetchBlobs } from '@/lib/git/fetch-blobs'
import type { Mirror } from '@/lib/git/mirror'
import type { Objects } from '@/lib/git/open-objects'
import { formatCount, LIMITS } from '@/lib/registry/limits'
import type { BlobMemory } from './blob-memory'
import type { Budget } from './budget'
import { inspectBytes, MAX_FILE_BYTES, refuseSize } from './inspect-bytes'
import { parseJson } from './parse-json'
import type { FileFact, FileForm, Oid } from './types'
import { poisonFact, type YamlDocument, type YamlParser } from './yaml/open-yaml-parser'

export type BlobSource = {
  readonly mirror: Mirror
  readonly objects: Objects
  readonly parser: YamlParser
  readonly known: BlobMemory
  /** For the bytes that are read. */
  readonly budget: Budget
}

/** Facts by form, then by object id. */
export type BlobFacts = Map<FileForm, Map<Oid, FileFact>>
export type BlobWants = ReadonlyMap<FileForm, ReadonlySet<Oid>>

/** Bytes held at once while blobs are read; the documents of one batch are parsed while the next is read. */
const BATCH_BYTES = 2 * 1024 * 1024

/**
 * Reads blobs into `facts`: sizes before bytes, nothing twice, nothing above 256 KiB, and nothing that a
 * partial clone left out because it is as large as that. False when some are not read, because too many are held.
 * Throws GitError.
 */
export async function readBlobs(
  source: BlobSource,
  wants: BlobWants,
  facts: BlobFacts,
): Promise<boolean> {
  const oids = [...new Set([...wants.values()].flatMap((ofForm) => [...ofForm]))]
  const sizes = await readBlobSizes(source, oids)
  const bytesWanted = new Map<Oid, FileForm[]>()
  let isWhole = true
  for (const [form, ofForm] of wants) {
    for (const oid of ofForm) {
      const size = sizes.get(oid) ?? 'missing'
      const early = await factWithoutBytes(source, { oid, form, size })
      const room = early === null ? source.budget.take(Number(size)) : 'taken'
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

type BlobSize = number | 'missing' | 'not-fetched'

async function readBlobSizes(
  { mirror, objects }: BlobSource,
  oids: readonly Oid[],
): Promise<Map<Oid, BlobSize>> {
  let found = await objects.sizes(oids)
  const isMissing = (oid: Oid) => found.get(oid) === 'missing'
  const leftOut = mirror.limits.blobBytes >= MAX_FILE_BYTES ? 'not-fetched' : 'missing'
  if (leftOut === 'missing' && oids.some(isMissing)) {
    await fetchBlobs(mirror, oids.filter(isMissing))
    found = await objects.sizes(oids)
  }
  const sizes = new Map<Oid, BlobSize>()
  for (const [oid, object] of found) {
    if (object === 'missing') sizes.set(oid, leftOut)
    else sizes.set(oid, object.type === 'blob' ? object.size : 'missing')
  }
  return sizes
}

/** What is known of a blob before its bytes, where that is all that is wanted or all there will be. */
async function factWithoutBytes(
  source: BlobSource,
  { oid, form, size }: { readonly oid: Oid; readonly form: FileForm; readonly size: BlobSize },
): Promise<FileFact | null> {
  if (size === 'missing') return missingFact(oid)
  if (form === 'stat') return { kind: 'stat', oid, size: size === 'not-fetched' ? null : size }
  if (size === 'not-fetched') {
    const detail = `${source.mirror.limits.blobBytes.toLocaleString('en-US')} bytes or more`
    return { kind: 'problem', code: 'file-too-large', oid, line: null, detail }
  }
  if (size > MAX_FILE_BYTES) return { kind: 'problem', oid, ...refuseSize(size) }
  if (form !== 'yaml' && form !== 'typed-yaml') return null
  const code = await source.known.find(oid, form)
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

/** Reads text and JSON into `facts` and returns the YAML, which another process must parse. */
async function readBatch(
  source: BlobSource,
  batch: readonly Oid[],
  wants: ReadonlyMap<Oid, readonly FileForm[]>,
  facts: BlobFacts,
): Promise<readonly YamlDocument[]> {
  const documents: YamlDocument[] = []
  await source.objects.read(batch, (object) => {
    const { oid } = object
    for (const form of wants.get(oid) ?? []) {
      if (object.type === 'missing') {
        store(facts, form, missingFact(oid))
        continue
      }
      const bytes = object.body
      if (form === 'yaml' || form === 'typed-yaml') documents.push({ oid, form, bytes })
      else store(facts, form, readText({ oid, form, bytes }))
    }
  })
  return documents
}

function readText({ oid, form, bytes }: { oid: Oid; form: FileForm; bytes: Buffer }): FileFact {
  const problem = inspectBytes(bytes)
  if (problem) return { kind: 'problem', oid, ...problem }
  const size = bytes.length
  const text = bytes.toString('utf8')
  if (form === 'text') return { kind: 'text', oid, size, text: text.replace(/^\ufeff/, '') }
  const result = parseJson(text)
  if (result.kind === 'problem') return { ...result, oid }
  return { kind: 'data', oid, size, value: result.value, lines: {} }
}

async function parseBatch(
  source: BlobSource,
  documents: readonly YamlDocument[],
  facts: BlobFacts,
): Promise<void> {
  const parsed = await source.parser.parse(documents)
  for (const [index, { oid, form }] of documents.entries()) {
    const fact = parsed[index]
    if (!fact) throw new Error('the YAML parser sent too few answers')
    store(facts, form, fact)
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
