import type { IndexWrite } from '@/lib/index/write/index-write'
import { buildIndexWrite } from './index-write'
import { buildArtifact, buildTag } from './registry-artifact'

export type LargeShape = {
  readonly artifacts: number
  /** Versions of an artifact; each has a tag. */
  readonly versions: number
  /** Of every tag: another message changes every event. */
  readonly message: string
}

/** What a sync of a repository with that many tags would write, all of them seen. */
export function buildLargeWrite(shape: LargeShape, write: Partial<IndexWrite> = {}): IndexWrite {
  const { message } = shape
  const artifacts = Array.from({ length: shape.artifacts }, (_, number) => {
    const name = `model-${String(number).padStart(3, '0')}`
    const tags = Array.from({ length: shape.versions }, (_, version) =>
      buildTag(`${name}@v1.${version}.0`, { alias: `${version}`, minutes: version, message }),
    )
    return buildArtifact(name, tags)
  })
  const tags = artifacts.flatMap((artifact) =>
    artifact.events.map(({ tag }) => ({ tag: tag.name, oid: tag.oid, artifact: artifact.name })),
  )
  return buildIndexWrite({
    artifacts,
    refsHash: message,
    seen: {
      repository: 'ml',
      since: new Date('2024-01-01T00:00:00Z'),
      look: 'first',
      tags: tags.map((tag) => ({ ...tag, firstSeen: null, vanishedAt: null })),
    },
    ...write,
  })
}
