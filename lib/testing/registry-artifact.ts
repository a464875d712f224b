import { createHash } from 'node:crypto'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { BranchDeclaration } from '@/lib/registry/branch'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import { type ArtifactFacts, NO_FACTS } from '@/lib/registry/facts'
import type { ArtifactName } from '@/lib/registry/names'
import type { AnnotatedTag, CommitFact, Oid } from '@/lib/snapshot/types'

/** 2023-06-01T00:00:00Z */
export const START = 1_685_577_600

const ANA = { name: 'Ana', email: 'ana@example.com' }

/** An object id that is always the same for the same text. */
export function fakeOid(text: string): Oid {
  return createHash('sha1').update(text).digest('hex')
}

/** An annotated tag on the commit of the given alias, `minutes` after START. */
export function buildTag(
  name: string,
  options: Partial<AnnotatedTag> & { readonly alias?: string; readonly minutes?: number } = {},
): AnnotatedTag {
  const { alias = 'a', minutes = 0, ...rest } = options
  return {
    kind: 'annotated',
    name,
    oid: fakeOid(`tag ${name} ${alias} ${minutes}`),
    commit: fakeOid(alias),
    innerName: null,
    nested: false,
    tagger: ANA,
    at: { seconds: START + minutes * 60, offset: 120 },
    message: `Tag ${name}`,
    signature: null,
    ...rest,
  }
}

function buildFacts(facts: Partial<ArtifactFacts> = {}): ArtifactFacts {
  return { ...NO_FACTS, annotated: true, file: 'artifacts.yaml', type: 'model', ...facts }
}

function buildCommit(oid: Oid): CommitFact {
  const committedAt = { seconds: START - 3600, offset: 0 }
  const tree = fakeOid(`tree of ${oid}`)
  return {
    oid,
    tree,
    parents: [],
    author: ANA,
    authoredAt: committedAt,
    committedAt,
    subject: 'Train',
  }
}

/** What the registry derives from the tags, with `facts` at the commits of their aliases; `head` is the alias of a
 *  branch head that declares the artifact. */
export function buildArtifact(
  name: string,
  tags: readonly AnnotatedTag[],
  options: {
    readonly facts?: Readonly<Record<string, Partial<ArtifactFacts>>>
    readonly head?: string
    readonly versionsPerStage?: 'one' | 'many'
  } = {},
): RegistryArtifact {
  const { facts = {}, head, versionsPerStage = 'one' } = options
  const aliases = [...Object.keys(facts), ...(head === undefined ? [] : [head])]
  const commits = new Set([...tags.map((tag) => tag.commit), ...aliases.map(fakeOid)])
  return deriveArtifact({
    name: name as ArtifactName,
    tags,
    commits: new Map([...commits].map((oid) => [oid, buildCommit(oid)])),
    facts: new Map(Object.entries(facts).map(([alias, one]) => [fakeOid(alias), buildFacts(one)])),
    branches: head === undefined ? [] : [buildBranch(name as ArtifactName, head)],
    versionsPerStage,
  })
}

function buildBranch(name: ArtifactName, head: string): BranchDeclaration {
  return {
    branch: { name: 'main', commit: fakeOid(head) },
    gto: { stages: null, types: null, index: 'artifacts.yaml' },
    artifacts: new Map([[name, { file: 'artifacts.yaml', line: 1, isForeign: false }]]),
    codeowners: null,
    mailmap: [],
    data: [],
    problems: [],
  }
}
