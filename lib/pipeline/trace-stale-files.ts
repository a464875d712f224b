import { listFileVersions } from '@/lib/git/list-file-versions'
import type { Mirror } from '@/lib/git/mirror'
import { LIMITS } from '@/lib/repo-data/limits'
import { quote } from '@/lib/repo-data/quote'
import { hashBlob } from '@/lib/snapshot/hash-blob'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { Oid } from '@/lib/snapshot/types'
import type { PipelineItem, PipelineRoot, PipelineStage, PipelineView } from '@/lib/views/pipeline'

/** Files of one commit that are traced back, and versions of each that are compared. */
const MAX_FILES = 30
const MAX_VERSIONS = 200

type Source = { readonly mirror: Mirror; readonly snapshot: Snapshot }

/**
 * Says of stale files that Git keeps with which commit's content the stage really ran (lineage.md, section 8): the file's
 * own history is searched for the content that the lock records. Throws GitError.
 */
export async function traceStaleFiles(
  source: Source,
  pipeline: PipelineView,
): Promise<PipelineView> {
  const stale = new Map<string, PipelineItem>()
  const roots = pipeline.roots.map((root) => ({ root, makers: listMakers(root) }))
  for (const { root, makers } of roots) {
    for (const item of root.stages.flatMap((stage) => listTraceable(stage, makers))) {
      if (stale.size < MAX_FILES) stale.set(keyOf(item), item)
    }
  }
  const found = new Map<string, Trace>()
  for (const [key, item] of stale) found.set(key, await trace(source, pipeline.commit, item))
  if (found.size === 0) return pipeline
  const traced = roots.map(({ root, makers }) => ({
    ...root,
    stages: root.stages.map((stage) => withReasons(stage, makers, found)),
  }))
  return { ...pipeline, roots: traced }
}

/** The id of the stage that writes each path; of several, the first one. */
type Makers = ReadonlyMap<string, string>

function listMakers({ stages }: PipelineRoot): Makers {
  const written = stages.flatMap(({ id, outs }) =>
    outs.map(({ path }) => [path ?? '', id] as const),
  )
  return new Map(written.reverse())
}

/** The stale dependencies that were compared with Git. What another stage makes was compared with its output. */
function listTraceable({ id, deps }: PipelineStage, makers: Makers): readonly PipelineItem[] {
  return deps.filter(({ kind, state, path, hash }) => {
    const isStale = kind === 'file' && state === 'stale' && path !== null && hash !== null
    return isStale && (makers.get(path) ?? id) === id
  })
}

type Trace = Pick<PipelineItem, 'why' | 'ranAt'>

function keyOf({ path, hash }: PipelineItem): string {
  return `${path} ${hash?.name} ${hash?.value}`
}

async function trace(
  { mirror, snapshot }: Source,
  commit: Oid,
  { path, hash }: PipelineItem,
): Promise<Trace> {
  const name = quote(path ?? '')
  const versions = await listFileVersions(mirror, { commit, path: path ?? '', limit: MAX_VERSIONS })
  const commits = new Map(versions.map(({ commit: one, blob }) => [blob, one]))
  const blobs = [...commits.keys()]
  const sizes = await snapshot.objects.sizes(blobs)
  const small = blobs.filter((blob) => {
    const size = sizes.get(blob)
    return size !== undefined && size !== 'missing' && size.size <= LIMITS.fileBytes
  })
  let ran: Oid | null = null
  await snapshot.objects.read(small, (object) => {
    if (ran !== null || object.type !== 'blob') return
    const { md5, textMd5 } = hashBlob(object.body)
    const now = hash?.name === 'md5-dos2unix' ? textMd5 : md5
    if (now === hash?.value) ran = commits.get(object.oid) ?? null
  })
  return { ranAt: ran, why: formatReason(name, ran, versions.length) }
}

function formatReason(name: string, ranAt: Oid | null, versions: number): string {
  if (ranAt !== null)
    return `It ran with ${name} as of ${ranAt.slice(0, 7)}; this commit has another version.`
  return versions === MAX_VERSIONS
    ? `None of the newest ${MAX_VERSIONS} versions of ${name} is what the stage ran with.`
    : `No commit contains the ${name} that the stage ran with.`
}

function withReasons(
  stage: PipelineStage,
  makers: Makers,
  found: ReadonlyMap<string, Trace>,
): PipelineStage {
  const traceable = new Set(listTraceable(stage, makers))
  const deps = stage.deps.map((dep) => {
    const traced = traceable.has(dep) ? found.get(keyOf(dep)) : undefined
    return traced === undefined ? dep : { ...dep, ...traced }
  })
  const at = stage.deps.findIndex(({ why }) => why !== null && why === stage.why)
  return { ...stage, deps, why: deps[at]?.why ?? stage.why }
}
