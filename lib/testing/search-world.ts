import type { Database } from '@/lib/database/database'
import type { EventProof } from '@/lib/index/write/event-proof'
import { writeIndex } from '@/lib/index/write/write-index'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { ArtifactFacts } from '@/lib/registry/facts'
import { openPeople } from '@/lib/registry/people'
import { buildIndexWrite, buildProofs } from './index-write'
import type { ReferenceWorld, Searched } from './reference-filter'
import { buildArtifact, buildTag } from './registry-artifact'

const NAMES = [
  'churn',
  'churn-eu',
  'ocr:reader',
  'vision:detector',
  'fraud',
  'Straße',
  'pricing',
  'images',
]
const LABELS = ['nlp', 'Tabular', 'gbm', 'vision 2', 'straße', 'nlp-eu']
const OWNERS = ['ana@example.com', 'Ana Souza', '@ml/core', 'Bo Ek', 'bo@banana.example', 'Joana']

/** Ana has three names and two addresses; of Bo tags know the address; two people are called Joana. */
const joinOwners = openPeople({
  configured: [
    { name: 'Ana Souza', emails: ['ana@example.com', 'souza@home.example'], names: ['@ml/core'] },
  ],
  mailmap: [],
  taggers: [
    { name: 'Bo Ek', email: 'bo@banana.example' },
    { name: 'Joana', email: 'joana@one.example' },
    { name: 'Joana', email: 'joana@two.example' },
  ],
})
const STAGES = ['dev', 'staging', 'production']
const HASHES = ['a', 'b', 'c'].map((one) => one.repeat(32))
const CARD = { path: 'README.md', oid: 'c'.repeat(40) }
const VALUES = [0, 0.5, 0.9, 0.95, -1, 1e-5, { number: 'nan' }, { number: '1.0' }] as const

/** 32 models of two repositories with every kind of fact that a search can ask for, always the same. */
export function buildSearchWorld(): ReferenceWorld {
  const next = createNumbers()
  const models = ['ml', 'edge-vision'].flatMap((repo) =>
    [...NAMES, ...NAMES.map((name) => `${name}-2`)].map((name) => buildModel(repo, name, next)),
  )
  const waiting = [0, 7, 21].flatMap((at) => models.slice(at, at + 1))
  return {
    models,
    now: new Date('2023-10-01T00:00:00Z'),
    me: ['Ana Souza', 'bo@banana.example'],
    waiting: waiting.map(({ repo, artifact }) => `${repo}/${artifact.name}`),
  }
}

type Numbers = (below: number) => number

/** Numbers that look random and are the same in each run. */
function createNumbers(): Numbers {
  let state = 7
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor(state / 65_536) % below
  }
}

function buildModel(repo: string, name: string, next: Numbers): Searched {
  const versions = next(4)
  const tags = Array.from({ length: versions }, (_, at) =>
    buildTag(`${name.replace(':', '=')}@v${1 + (at % 2)}.${at}.0`, {
      alias: String(at),
      minutes: next(200_000),
    }),
  )
  const assignments = Array.from({ length: versions === 0 ? 0 : next(4) }, (_, at) =>
    buildTag(`${name.replace(':', '=')}#${STAGES[next(3)]}#${at + 1}`, {
      alias: String(next(versions)),
      minutes: 200_000 + next(100_000),
      signature: next(2) === 0 ? 'ssh' : null,
    }),
  )
  const deprecation =
    next(6) === 0 ? [buildTag(`${name.replace(':', '=')}@deprecated`, { minutes: 400_000 })] : []
  const facts = Object.fromEntries(
    Array.from({ length: versions + 1 }, (_, at) => [
      String(at),
      { ...buildFacts(next), card: (name.length + at) % 2 === 0 ? CARD : null },
    ]),
  )
  const derived = buildArtifact(name, [...tags, ...assignments, ...deprecation], {
    facts,
    head: String(versions),
  })
  const artifact = { ...derived, owners: joinOwners(derived.owners) }
  const proofs = buildSomeProofs(artifact, next)
  return { repo, artifact, proofs, hasStaleLineage: name.length % 3 === 0 }
}

function buildFacts(next: Numbers): Partial<ArtifactFacts> {
  const some = <T>(all: readonly T[], most: number) => [
    ...new Set(Array.from({ length: next(most + 1) }, () => all[next(all.length)] as T)),
  ]
  const value = () => VALUES[next(VALUES.length)] ?? 0
  return {
    type: ['model', 'dataset', null][next(3)] ?? null,
    description: ['Predicts who leaves', 'Reads 10% of_pages', ''][next(3)] ?? '',
    labels: some(LABELS, 2),
    owners: some(OWNERS, 2),
    hash: HASHES[next(3)] ?? null,
    path: 'model.pkl',
    metrics: next(3) === 0 ? {} : { auc: value(), 'mAP@0.5': value() },
    params: next(3) === 0 ? {} : { lr: value(), optimizer: ['adam', 'sgd'][next(2)] ?? null },
    origins: some(HASHES, 1).map((key) => ({ key, path: 'data' })),
  }
}

/** As of a repository where half of the signatures are good, and some tags were moved. */
function buildSomeProofs(artifact: RegistryArtifact, next: Numbers): Map<string, EventProof> {
  return new Map(
    [...buildProofs([artifact])].map(([tag, proof]) => {
      const isSigned = proof.verdict.format !== null && next(2) === 0
      const signer = OWNERS[next(2)] ?? null
      const verdict = isSigned
        ? { ...proof.verdict, status: 'good' as const, signer, key: 'SHA256:key' }
        : proof.verdict
      return [tag, { ...proof, verdict, anomalies: next(8) === 0 ? ['moved'] : [] }]
    }),
  )
}

/** Writes the models and their open requests into an empty database. */
export async function writeSearchWorld(db: Database, world: ReferenceWorld): Promise<void> {
  const slugs = new Set(world.models.map(({ repo }) => repo))
  for (const slug of slugs) {
    const own = world.models.filter(({ repo }) => repo === slug)
    const artifacts = own.map(({ artifact }) => artifact)
    const proofs = new Map(own.flatMap((model) => [...model.proofs]))
    const stale = own.filter(({ hasStaleLineage }) => hasStaleLineage)
    const staleLineage = new Set<string>(stale.map(({ artifact: { name } }) => name))
    await writeIndex(db, buildIndexWrite({ slug, artifacts, proofs, staleLineage }))
  }
  const waiting = world.models.filter(({ repo, artifact }) =>
    world.waiting.includes(`${repo}/${artifact.name}`),
  )
  const at = new Date()
  await db.prisma.commandRow.createMany({
    data: waiting.map(({ repo, artifact }, place) => ({
      id: `request-${place}`,
      repo,
      state: 'waiting',
      content: '',
      asked: { commands: [{ kind: 'assign', artifact: artifact.name }], reason: null },
      requester: { id: 'x', name: 'x', email: null, groups: [] },
      requestedAt: at,
      updatedAt: at,
      expiresAt: new Date(at.getTime() + 86_400_000),
      approvals: [],
    })),
  })
}
