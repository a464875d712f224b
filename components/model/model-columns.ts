/** What models can be sorted by. */
export type ModelSortKey = 'name' | 'repo' | 'registered' | 'versions' | 'updated'

/** A column of the models table in the address: `repo`, or `stage:production`. */
export type ModelColumn = {
  readonly id: string
  readonly label: string
  /** The name of its sort order in the address, and the direction of the first click. */
  readonly sort: { readonly key: ModelSortKey; readonly first: 'up' | 'down' } | null
  readonly stage: string | null
  /** Shown where the address names no columns. */
  readonly usual: boolean
}

const plain = { sort: null, stage: null, usual: true }

const BEFORE_STAGES: readonly ModelColumn[] = [
  { ...plain, id: 'name', label: 'Name', sort: { key: 'name', first: 'up' } },
  { ...plain, id: 'repo', label: 'Repository', sort: { key: 'repo', first: 'up' } },
  { ...plain, id: 'type', label: 'Type', usual: false },
  { ...plain, id: 'latest', label: 'Latest', sort: { key: 'registered', first: 'down' } },
]

const AFTER_STAGES: readonly ModelColumn[] = [
  { ...plain, id: 'owners', label: 'Owners' },
  { ...plain, id: 'labels', label: 'Labels' },
  {
    ...plain,
    id: 'versions',
    label: 'Versions',
    sort: { key: 'versions', first: 'down' },
    usual: false,
  },
  { ...plain, id: 'problems', label: 'Problems', usual: false },
  { ...plain, id: 'updated', label: 'Updated', sort: { key: 'updated', first: 'down' } },
]

const USUAL_STAGES = 4

/** All columns in order, with one per stage. Of many stages, the last ones, nearest to production, are shown by
 *  default. */
export function modelColumns(stages: readonly string[]): readonly ModelColumn[] {
  return [
    ...BEFORE_STAGES,
    ...stages.map((stage, place) => ({
      id: `stage:${stage}`,
      label: stage,
      sort: null,
      stage,
      usual: place >= stages.length - USUAL_STAGES,
    })),
    ...AFTER_STAGES,
  ]
}
