import { deriveHistory } from '@/lib/insights/derive-history'
import { buildPackedHistory } from '@/lib/insights/pack-history'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import type { DataPlace } from '@/lib/registry/data-places'
import type { RegistryProblem } from '@/lib/registry/problem'
import { buildEventRows, buildHolderRows, buildVersionRows } from './artifact-rows'
import { hashShort, type Row } from './derived-row'
import type { IndexWrite } from './index-write'
import { buildMeasureRows } from './measure-rows'
import { buildModelRow } from './model-row'
import { type RowTable, seenTable } from './row-tables'
import { buildSearchRow } from './search-row'
import { buildStretchRows } from './stretch-rows'

/** A table of rows that are derived from Git: where they are, and how they are made from what was derived. */
export type DerivedTable = RowTable & {
  /** The column with the artifact that a row belongs to; null where a sync derives all rows of the repository. */
  readonly scope: string | null
  readonly ofArtifacts: Artifacts | null
  /** Rows of the repository as a whole: of a table with a scope, those whose scope is the empty name. */
  readonly ofRepo: ((write: IndexWrite) => Iterable<Row>) | null
}

type Artifacts = (write: IndexWrite, artifacts: readonly RegistryArtifact[]) => Iterable<Row>

/** All tables of the index, each declared once. */
export const derivedTables: readonly DerivedTable[] = [
  {
    rows: 'model_rows',
    view: 'models',
    key: ['name'],
    scope: 'name',
    ofArtifacts: ofEach(({ slug }, artifact) => [buildModelRow(slug, artifact)]),
    ofRepo: null,
  },
  {
    rows: 'search_rows',
    view: 'search',
    key: ['name'],
    scope: 'name',
    ofArtifacts: ofEach((write, artifact) => [buildSearchRow(write, artifact)]),
    ofRepo: null,
  },
  {
    rows: 'measure_rows',
    view: 'measures',
    key: ['artifact', 'stage', 'name'],
    scope: 'artifact',
    ofArtifacts: ofEach(({ slug }, artifact) => buildMeasureRows(slug, artifact)),
    ofRepo: null,
  },
  {
    rows: 'version_rows',
    view: 'versions',
    key: ['artifact', 'name', 'commit'],
    scope: 'artifact',
    ofArtifacts: ofEach(({ slug, joinOwners }, artifact) =>
      buildVersionRows(slug, artifact, joinOwners),
    ),
    ofRepo: null,
  },
  {
    rows: 'event_rows',
    view: 'events',
    key: ['tag'],
    scope: 'artifact',
    ofArtifacts: ({ slug, proofs }, artifacts) => buildEventRows(slug, artifacts, proofs),
    ofRepo: null,
  },
  {
    rows: 'stage_holder_rows',
    view: 'stage_holders',
    key: ['artifact', 'stage', 'version', 'commit'],
    scope: 'artifact',
    ofArtifacts: ofEach(({ slug }, artifact) => buildHolderRows(slug, artifact)),
    ofRepo: null,
  },
  {
    rows: 'stretch_rows',
    view: 'stretches',
    key: ['artifact', 'tag'],
    scope: 'artifact',
    ofArtifacts: ofEach(({ slug, holderRule }, artifact) =>
      buildStretchRows(slug, artifact, holderRule),
    ),
    ofRepo: null,
  },
  {
    rows: 'history_rows',
    view: 'histories',
    key: ['artifact'],
    scope: 'artifact',
    ofArtifacts: ofEach((write, artifact) => [buildHistoryRow(write, artifact)]),
    ofRepo: null,
  },
  {
    rows: 'problem_rows',
    view: 'problems',
    key: ['scope', 'digest'],
    scope: 'scope',
    ofArtifacts: ofEach(({ slug }, { name, problems }) =>
      problems.map((problem) => buildProblemRow(slug, name, problem)),
    ),
    ofRepo: ({ slug, problems }) => problems.map((problem) => buildProblemRow(slug, '', problem)),
  },
  {
    rows: 'data_rows',
    view: 'data_places',
    key: ['digest'],
    scope: null,
    ofArtifacts: null,
    ofRepo: ({ slug, data }) => data.map((place) => buildDataRow(slug, place)),
  },
  {
    rows: 'ignored_tag_rows',
    view: 'ignored_tags',
    key: ['digest'],
    scope: null,
    ofArtifacts: null,
    ofRepo: ({ slug, ignored }) =>
      ignored.map(({ tag, oid, code }) => ({ repo: slug, tag, oid, code })),
  },
]

/** Every table whose rows have a generation. */
export const rowTables: readonly RowTable[] = [...derivedTables, seenTable]

/** Rows of one artifact after the other: those of a large repository are never in memory together. */
function ofEach(
  format: (write: IndexWrite, artifact: RegistryArtifact) => readonly Row[],
): Artifacts {
  return function* (write, artifacts) {
    for (const artifact of artifacts) yield* format(write, artifact)
  }
}

/** What insights count of an artifact. */
function buildHistoryRow(
  { slug, proofs, holderRule }: IndexWrite,
  artifact: RegistryArtifact,
): Row {
  const isUnsigned = (tag: string) => proofs.get(tag)?.verdict.status === 'unsigned'
  const history = deriveHistory(artifact, holderRule, isUnsigned)
  return { repo: slug, artifact: artifact.name, history: buildPackedHistory(history) }
}

/** `scope` is the artifact that the problem was found with; empty for a problem of the repository. */
function buildProblemRow(repo: string, scope: string, problem: RegistryProblem): Row {
  const { code, artifact, file, line, tag, commit, detail } = problem
  return { repo, scope, code, artifact, file, line, tag, commit, detail }
}

function buildDataRow(repo: string, { key, path, stage, role, size }: DataPlace): Row {
  return { repo, key, path, stage, stage_key: hashShort(stage), role, size }
}
