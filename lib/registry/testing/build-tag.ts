import type { AnnotatedTag, CommitFact, Oid } from '@/lib/snapshot/types'

type TagOptions = {
  readonly commit: Oid
  readonly at: number
  readonly tagger?: string
  readonly innerName?: string
  readonly nested?: boolean
}

/** An annotated tag of a test: at a second in UTC, by Ana unless another is named. */
export function buildTag(name: string, options: TagOptions): AnnotatedTag {
  const tagger = options.tagger ?? 'Ana'
  return {
    kind: 'annotated',
    name,
    oid: fakeOid(`tag ${name}`),
    commit: options.commit,
    innerName: options.innerName ?? null,
    nested: options.nested ?? false,
    tagger: { name: tagger, email: `${tagger.toLowerCase()}@example.com` },
    at: { seconds: options.at, offset: 0 },
    message: name,
    signature: null,
  }
}

export function buildCommit(oid: Oid, at: number): CommitFact {
  const author = { name: 'Ana', email: 'ana@example.com' }
  const instant = { seconds: at, offset: 0 }
  return {
    oid,
    tree: fakeOid(`tree ${oid}`),
    parents: [],
    author,
    authoredAt: instant,
    committedAt: instant,
    subject: 'change',
  }
}

/** 40 hex digits made of the text: the same text gives the same ones. */
export function fakeOid(text: string): Oid {
  let state = 2166136261
  let oid = ''
  for (let round = 0; round < 5; round += 1) {
    for (const char of `${round}${text}`) {
      state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0
    }
    oid += state.toString(16).padStart(8, '0')
  }
  return oid
}
