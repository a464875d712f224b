import { findMakers, indexWriters, listUpstream } from '@/lib/lineage/find-makers'
import type { Scalar } from '@/lib/registry/values'
import type {
  ComparedContent,
  ComparedFile,
  ComparedInputs,
  ComparedStage,
} from '@/lib/views/comparison'
import type { PipelineItem, PipelineRoot, PipelineStage, PipelineView } from '@/lib/views/pipeline'
import { compareValues, findChange, listKeys } from './compare-values'

/** The pipeline of a version's commit, and the path of its model. */
export type Traced = { readonly pipeline: PipelineView; readonly path: string }

/** Null: nothing of it is known. */
type Side = Traced | null

/**
 * The files and stages that the models were made from, by the locks of their commits (lineage.md, section 10): what both
 * have and what one of them has. Null where no stage and no `.dvc` file makes either.
 */
export function compareInputs(from: Side, to: Side): ComparedInputs | null {
  const [before, after] = [readSide(from), readSide(to)]
  if (before === null && after === null) return null
  return {
    files: compareFiles(before?.files ?? new Map(), after?.files ?? new Map()),
    stages: compareStages(before?.stages ?? new Map(), after?.stages ?? new Map()),
  }
}

type Files = ReadonlyMap<string, Pick<ComparedFile, 'kind'> & { readonly content: ComparedContent }>
type Stages = ReadonlyMap<string, PipelineStage>

function readSide(side: Side): { readonly files: Files; readonly stages: Stages } | null {
  const found = side && findMakers(side.pipeline, side.path)
  if (side === null || found === null) return null
  const { root, makers } = found
  const upstream = listUpstream(root, makers)
  const related = root.stages.filter(({ id }) => upstream.has(id))
  const kindOf = openKinds(root)
  const files = new Map<string, Pick<ComparedFile, 'kind'> & { content: ComparedContent }>()
  for (const { deps } of related) {
    for (const dep of deps) {
      const { path } = dep
      if (path === null || dep.kind === 'params' || path === side.path) continue
      const known = files.get(path)
      if (known === undefined || known.content.hash === null) {
        files.set(path, { kind: kindOf(dep, path), content: readContent(dep) })
      }
    }
  }
  const runs = related.filter(({ cmd }) => cmd.length > 0)
  return { files, stages: new Map(runs.map((stage) => [stage.id, stage])) }
}

/** The kind of a dependency. Many paths have the same groups of writers, of which each is looked at once. */
function openKinds(root: PipelineRoot): (dep: PipelineItem, path: string) => ComparedFile['kind'] {
  const writers = indexWriters(root)
  const known = new Map<readonly PipelineStage[], ComparedFile['kind']>()
  const kindOfGroup = (group: readonly PipelineStage[]) => {
    const kind = known.get(group) ?? findWritten(group)
    known.set(group, kind)
    return kind
  }
  return ({ kind }, path) => {
    if (kind === 'repo' || kind === 'dataset') return 'import'
    if (kind === 'db' || kind === 'external') return 'data'
    const written = writers(path).map(kindOfGroup)
    return WRITTEN.find((one) => written.includes(one)) ?? 'code'
  }
}

/** Of several kinds that writers make of a file, the first counts. */
const WRITTEN = ['import', 'data', 'made'] as const

function findWritten(writers: readonly PipelineStage[]): (typeof WRITTEN)[number] {
  if (writers.some((writer) => writer.import)) return 'import'
  return writers.some(({ name }) => name === null) ? 'data' : 'made'
}

function readContent({ hash, size, repo }: PipelineItem): ComparedContent {
  return {
    hash: hash === null ? null : `${hash.name} ${hash.value}`,
    size,
    from: repo?.revLock ?? repo?.rev ?? null,
  }
}

function compareFiles(before: Files, after: Files): readonly ComparedFile[] {
  return listKeys(before.keys(), after.keys()).map((path) => {
    const [from, to] = [before.get(path), after.get(path)]
    const kind = to?.kind ?? from?.kind ?? 'data'
    const change = findChange(from?.content, to?.content, isSame)
    return { path, kind, change, from: from?.content ?? null, to: to?.content ?? null }
  })
}

/** A content that is not known is not the same as any. */
function isSame(one: ComparedContent, other: ComparedContent): boolean {
  if (one.hash === null && one.from === null) return false
  return one.hash === other.hash && one.from === other.from
}

function compareStages(before: Stages, after: Stages): readonly ComparedStage[] {
  return listKeys(before.keys(), after.keys()).map((id) => {
    const [from, to] = [before.get(id), after.get(id)]
    const params = compareValues(listParams(from), listParams(to))
    const hasSameParams = params.every(({ change }) => change === 'same')
    const change = findChange(
      from?.cmd,
      to?.cmd,
      (one, other) => hasSameParams && one.join('\n') === other.join('\n'),
    )
    return { id, change, from: from?.cmd ?? null, to: to?.cmd ?? null, params }
  })
}

/** The values that the stage ran with, by `file:key` where it reads several files. */
function listParams(stage: PipelineStage | undefined): Readonly<Record<string, Scalar>> {
  const read = stage?.deps.filter(({ kind }) => kind === 'params') ?? []
  return Object.fromEntries(
    read.flatMap(({ path, values }) =>
      Object.entries(values ?? {}).map(([key, value]) => [
        read.length > 1 ? `${path}:${key}` : key,
        toScalar(value),
      ]),
    ),
  )
}

/** A list or a mapping is compared by its JSON. */
function toScalar(value: unknown): Scalar {
  if (typeof value !== 'object' || value === null) return value as Scalar
  const isNumber = 'number' in value && Object.keys(value).length === 1
  return isNumber ? (value as Scalar) : JSON.stringify(value)
}
