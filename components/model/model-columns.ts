import { parseMeasure } from '@/lib/search/measure-name'

/** A column of the models table in the address: `repo`, or `stage:production`. */
export type ModelColumn = {
  readonly id: string
  readonly label: string
  /** Its orders as the address names them, that of the first click first. */
  readonly sorts: readonly string[]
  readonly stage: string | null
  /** Shown where the address names no columns. */
  readonly usual: boolean
}

const plain = { sorts: [], stage: null, usual: true }

const BEFORE_STAGES: readonly ModelColumn[] = [
  { ...plain, id: 'name', label: 'Name', sorts: ['name', '-name'] },
  { ...plain, id: 'repo', label: 'Repository', sorts: ['repo', '-repo'] },
  { ...plain, id: 'type', label: 'Type', usual: false },
  { ...plain, id: 'latest', label: 'Latest', sorts: ['-registered', 'registered'] },
]

const AFTER_STAGES: readonly ModelColumn[] = [
  { ...plain, id: 'owners', label: 'Owners', sorts: ['owner', '-owner'] },
  { ...plain, id: 'labels', label: 'Labels' },
  {
    ...plain,
    id: 'versions',
    label: 'Versions',
    sorts: ['-versions', 'versions'],
    usual: false,
  },
  { ...plain, id: 'problems', label: 'Problems', usual: false },
  { ...plain, id: 'updated', label: 'Updated', sorts: ['-updated', 'updated'] },
]

const USUAL_STAGES = 4

type Offered = {
  /** The stages that enough models use. */
  readonly frequent?: ReadonlySet<string>
  /** Metrics and params, such as `metric.auc` and `param.lr@production`. */
  readonly measures?: readonly string[]
}

/** All columns in order, with one per stage. Of many stages that models use, the last ones, nearest to production, are
 *  shown by default. */
export function modelColumns(
  stages: readonly string[],
  { frequent = new Set(), measures = [] }: Offered = {},
): readonly ModelColumn[] {
  const usual = stages.filter((stage) => frequent.has(stage)).slice(-USUAL_STAGES)
  return [
    ...BEFORE_STAGES,
    ...stages.map((stage) => ({
      id: `stage:${stage}`,
      label: stage,
      sorts: [`-since:${stage}`, `since:${stage}`, `-behind:${stage}`],
      stage,
      usual: usual.includes(stage),
    })),
    ...measures.map((id) => ({
      ...plain,
      id,
      label: labelMeasure(id),
      sorts: [`-${id}`, id],
      usual: false,
    })),
    ...AFTER_STAGES,
  ]
}

/** The name without quotes where no stage follows it. */
function labelMeasure(id: string): string {
  const measure = parseMeasure(id)
  const text = measure?.stage === null ? measure.name : id
  return text.replace(/^(metric|param)\./, '')
}

/** Whether a column has a metric or a param. */
export function isMeasure(id: string): boolean {
  return /^(metric|param)\../.test(id)
}
