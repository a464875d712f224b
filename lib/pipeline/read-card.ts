import { buildCardFacts } from '@/lib/card/build-card-facts'
import type { Card } from '@/lib/card/card'
import { splitFrontMatter } from '@/lib/card/split-front-matter'
import type { RepoConfig } from '@/lib/config/config'
import { openObjects } from '@/lib/git/open-objects'
import { formatCount, LIMITS } from '@/lib/repo-data/limits'
import { inspectBytes, refuseSize } from '@/lib/snapshot/inspect-bytes'
import { READ_LIMITS, type SyncContext } from '@/lib/sync/context'
import { openRepoMirror } from '@/lib/sync/open-repo-mirror'
import { parseInThread } from './parse-in-thread'
import { type BlobAnswer, readBlob } from './read-blob'

/** A blob as a card. Runs in a worker process. Throws GitError. */
export async function readCard(sync: SyncContext, repo: RepoConfig, oid: string): Promise<Card> {
  const mirror = await openRepoMirror(sync.config, repo)
  const blob = await sync.withReadLock({ refs: null, limits: READ_LIMITS }, async () => {
    const objects = openObjects(mirror)
    try {
      return await readBlob({ mirror, objects }, oid, LIMITS.textFileBytes)
    } finally {
      await objects.close()
    }
  })
  if (blob.kind !== 'bytes') return { kind: 'refused', ...refuseBlob(blob) }
  const problem = inspectBytes(blob.bytes)
  if (problem !== null) {
    return { kind: 'refused', code: problem.code, detail: problem.detail }
  }
  const { matter, body } = splitFrontMatter(blob.bytes.toString('utf8'))
  const text = await parseInThread(body)
  return { kind: 'read', ...(await parseMatter(sync, oid, matter)), text }
}

function refuseBlob(blob: Exclude<BlobAnswer, { kind: 'bytes' }>) {
  const limit = LIMITS.textFileBytes
  if (blob.kind === 'too-large' && blob.size !== null) return refuseSize(blob.size, limit)
  // The mirror has every blob that is smaller than the limit.
  const detail = `${formatCount(limit)} bytes or more (the limit is ${formatCount(limit)})`
  return { code: 'file-too-large', detail } as const
}

async function parseMatter({ parser }: SyncContext, oid: string, matter: string | null) {
  if (matter === null) return { facts: null, matterProblem: null }
  const document = { oid, form: 'yaml', bytes: Buffer.from(matter) } as const
  const [fact] = await parser.parse([document])
  if (fact?.kind === 'data') return { facts: buildCardFacts(fact.value), matterProblem: null }
  const { code, detail } = fact?.kind === 'problem' ? fact : NO_MATTER
  return { facts: null, matterProblem: { code, detail } }
}

const NO_MATTER = { code: 'yaml-syntax', detail: 'no document' } as const
