import type { Database } from '@/lib/database/database'
import { writeIndex } from '@/lib/index/write/write-index'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import type { ArtifactFacts } from '@/lib/registry/facts'
import { type ArtifactName, parseArtifactName } from '@/lib/registry/names'
import type { AnnotatedTag, CommitFact } from '@/lib/snapshot/types'
import { buildProofs } from '@/lib/testing/index-write'
import { createRandom, type Random } from './random'

export type Filling = {
  readonly repos: number
  readonly modelsPerRepo: number
  /** Versions of a model; each is registered and assigned to a stage. */
  readonly versions: number
}

export const WORDS = [
  'churn',
  'fraud',
  'pricing',
  'ranking',
  'vision',
  'forecast',
  'speech',
] as const
export const TEAMS = 200
export const LABELS = 60
/** Datasets that all models are made from. */
export const DATASETS = 500
const STAGES = ['dev', 'staging', 'production'] as const
const PLACES = ['berlin', 'lagos', 'quito', 'osaka', 'pune', 'turin', 'malmo', 'perth'] as const
/** The oldest tag may be of this second, the newest of 200,000,000 seconds later. */
export const START = 1_600_000_000

/** Fills an empty index with models, as syncs of that many repositories at these addresses would. */
export async function fillModels(
  database: Database,
  filling: Filling,
  urlOf = (slug: string) => `https://git.example.com/ml/${slug}.git`,
): Promise<void> {
  const random = createRandom(50)
  for (let repo = 0; repo < filling.repos; repo += 1) {
    const artifacts = Array.from({ length: filling.modelsPerRepo }, (_, index) =>
      createArtifact(repo * filling.modelsPerRepo + index, filling.versions, random),
    )
    const slug = formatSlug(repo)
    await writeIndex(database, {
      slug,
      url: urlOf(slug),
      refsHash: random.hex(64),
      derivation: 'bench',
      head: { branch: 'main', commit: random.hex(40) },
      stageOrder: STAGES,
      syncedAt: new Date(START * 1000),
      artifacts,
      proofs: buildProofs(artifacts),
      staleLineage: new Set(),
      joinOwners: (owners) => owners,
      holderRule: { versionsPerStage: 'one', stages: null },
      removedArtifacts: [],
      ignored: [],
      problems: [],
      data: [],
      seen: { repository: slug, since: new Date(START * 1000), look: 'first', tags: [] },
    })
  }
}

/** The slugs of the repositories. */
export function listSlugs({ repos }: Pick<Filling, 'repos'>): readonly string[] {
  return Array.from({ length: repos }, (_, repo) => formatSlug(repo))
}

function formatSlug(repo: number): string {
  return `repo-${String(repo).padStart(3, '0')}`
}

/** The name of the model with that number over all repositories. */
export function formatModelName(index: number): string {
  return `${WORDS[index % WORDS.length]}-${String(index).padStart(5, '0')}`
}

/** The hash of the dataset with that number. */
export function formatDataset(index: number): string {
  return index.toString(16).padStart(32, 'd')
}

function createArtifact(index: number, versions: number, random: Random): RegistryArtifact {
  const name = parseArtifactName(formatModelName(index))
  if (name === null) throw new Error('not a name')
  const facts = createFacts(name, random)
  const commits = Array.from({ length: versions }, () => random.hex(40))
  const tags = commits.flatMap((commit, version) => {
    const stage = STAGES[version % STAGES.length]
    return [
      createTag(`${name}@v1.${version}.0`, commit, random),
      createTag(`${name}#${stage}#${version + 1}`, commit, random),
    ]
  })
  return deriveArtifact({
    name,
    tags,
    commits: new Map(commits.map((commit) => [commit, createCommit(commit, random)])),
    facts: new Map(commits.map((commit) => [commit, facts])),
    branches: [],
    versionsPerStage: 'one',
  })
}

function createFacts(name: ArtifactName, random: Random): ArtifactFacts {
  const labels = [random.int(LABELS), random.int(LABELS), random.int(LABELS)]
  return {
    annotated: true,
    file: 'artifacts.yaml',
    type: random.int(5) === 0 ? 'dataset' : 'model',
    description: `Predicts ${name} for ${random.pick(PLACES)} and ${random.pick(PLACES)}`,
    labels: [...new Set(labels)].map((label) => `label-${label}`),
    owners: [`team-${random.int(TEAMS)}`],
    path: `models/${name}.pkl`,
    md5s: [],
    hash: random.hex(32),
    size: random.int(1_000_000_000),
    metrics: { accuracy: random.int(1000) / 1000 },
    params: { epochs: random.int(100) },
    card: null,
    directions: {},
    framework: null,
    origins: [
      { key: formatDataset(random.int(DATASETS)), path: 'data/raw' },
      { key: random.hex(32), path: 'data/prepared' },
    ],
    problems: [],
  }
}

function createTag(name: string, commit: string, random: Random): AnnotatedTag {
  return {
    kind: 'annotated',
    name,
    oid: random.hex(40),
    commit,
    innerName: null,
    nested: false,
    tagger: { name: 'Ada Ames', email: 'ada.ames@example.com' },
    at: { seconds: START + random.int(200_000_000), offset: 0 },
    message: name,
    signature: null,
  }
}

function createCommit(oid: string, random: Random): CommitFact {
  const at = { seconds: START - random.int(1000), offset: 0 }
  const author = { name: 'Ada Ames', email: 'ada.ames@example.com' }
  return {
    oid,
    tree: random.hex(40),
    parents: [],
    author,
    authoredAt: at,
    committedAt: at,
    subject: 'train',
  }
}
