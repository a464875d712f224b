import type { LineageNode } from '@/lib/views/lineage'
import type { PipelineItem, PipelineOut } from '@/lib/views/pipeline'
import { baseName } from './base-name'
import { type LineageLinks, rank } from './open-graph'
import { formatParam, listChanges } from './stage-facts'

/** A path that a stage reads. */
export type Read = PipelineItem & {
  readonly path: string
  /** The id of the stage. */
  readonly stage: string
}

type Fact = LineageNode['facts'][number]

const plain = { count: 1, staleCount: 0 } as const

/** The node of what a stage writes. */
export function buildDataNode(id: string, out: PipelineOut, links: LineageLinks): LineageNode {
  const { path, state, why, hash, size } = out
  const href = links.data(hash)
  const bytes = size === null ? null : `${size.toLocaleString('en-US')} bytes`
  return {
    ...{ ...plain, id, kind: 'data', state, why, href },
    label: baseName(path ?? ''),
    detail: path ?? '',
    facts: [
      ...(bytes === null ? [] : [{ label: 'Size', value: bytes, href: null }]),
      ...(hash === null ? [] : [{ label: 'Hash', value: `${hash.name} ${hash.value}`, href }]),
    ],
  }
}

/** The node of a file that stages read and no stage makes. It is as fresh as for the reader whose run is the oldest. */
export function buildInputNode(
  id: string,
  reads: readonly [Read, ...Read[]],
  links: LineageLinks,
): LineageNode {
  const [{ path, kind }] = reads
  const ran = reads.filter(({ state }) => state !== 'never-run')
  const sorted = ran.toSorted((a, b) => rank(b.state) - rank(a.state))
  const [worst = null] = sorted
  return {
    ...{ ...plain, id, kind: kind === 'params' ? 'params' : 'code' },
    label: baseName(path),
    detail: path,
    state: worst?.state ?? null,
    why: worst?.why ?? null,
    href: links.file(path),
    facts: kind === 'params' ? listParams(reads) : listRuns(sorted, links),
  }
}

/** The values that stages ran with; where they differ, with the stages. */
function listParams(reads: readonly Read[]): readonly Fact[] {
  const values = new Map<string, Map<string, string>>()
  for (const { values: params, stage } of reads) {
    for (const [key, value] of Object.entries(params ?? {})) {
      const text = formatParam(key, value)
      const known = values.get(key) ?? new Map<string, string>()
      if (!known.has(text)) values.set(key, known.set(text, stage))
    }
  }
  return [...values.values()].flatMap((known) =>
    [...known].map(([text, stage]) => ({
      label: 'Param',
      value: known.size === 1 ? text : `${text} · ${stage}`,
      href: null,
    })),
  )
}

/** The contents that stages ran with, each with what has changed since. */
function listRuns(reads: readonly Read[], links: LineageLinks): readonly Fact[] {
  const byHash = new Map<string, Read>()
  for (const read of reads) {
    const hash = read.hash === null ? null : `${read.hash.name} ${read.hash.value}`
    if (hash !== null && !byHash.has(hash)) byHash.set(hash, read)
  }
  return [...byHash].flatMap(([value, read]) => [
    { label: 'Ran with', value, href: null },
    ...listChanges(read, links),
  ])
}
