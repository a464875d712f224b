import type { WaitingRequestView, WaitingStageView } from '@/lib/views/board'
import type { ModelView, OwnerView, StageHolderView } from '@/lib/views/model'
import type { SignatureView } from '@/lib/views/signature'
import { numberSignatures } from '../signature/number-signatures'
import { holdersIn } from '../stage/holders-in'
import { formatSecond } from '../ui/format-second'
import { formatOwnerName } from './owner-name'

/** The form that the boxes of the rows belong to. */
export const SELECTION_ID = 'selection'

/** The box in the head of the table that selects its page. */
export const PAGE_BOX_ID = 'select-page'

/** An instant: Unix seconds if it was written in UTC, else the original text. */
type Instant = number | string

/** A version in a stage; `signature` is its place in ModelRows.signatures. */
export type HolderRow = readonly [
  version: string,
  assignedAt: Instant,
  behind: number | null,
  signature: number,
]

/** The name as it is shown, and the address. */
export type OwnerRow = readonly [name: string, email?: string]

/** A row of the table. It is sent to the browser with every page, so empty fields are left out. */
export type ModelRow = {
  readonly repo: string
  readonly name: string
  readonly type?: string
  readonly latest?: readonly [version: string, registeredAt: Instant]
  /** The holders of each visible stage, in order. */
  readonly stages: readonly (readonly HolderRow[])[]
  readonly owners?: readonly OwnerRow[]
  readonly labels?: readonly string[]
  readonly versions?: number
  readonly updatedAt?: Instant
  readonly problems?: number
  readonly deprecated?: true
  /** Of the columns with metrics and params, as files spell them. */
  readonly measures?: Readonly<Record<string, string>>
  /** Requests for visible stages that wait for approval. */
  readonly waiting?: readonly WaitingRequestView[]
}

export type ModelRows = {
  readonly rows: readonly ModelRow[]
  /** The distinct signatures of a page. */
  readonly signatures: readonly SignatureView[]
}

/** What rows show besides the facts of their models. */
type Additions = {
  readonly waiting: readonly WaitingStageView[]
  /** By `REPO/NAME`, and then by column. */
  readonly measures: ReadonlyMap<string, Readonly<Record<string, string>>>
}

/** Models as rows of a table with these columns. */
export function modelRows(
  models: readonly ModelView[],
  visible: readonly string[],
  { waiting, measures }: Additions,
): ModelRows {
  const { signatures, placeOf } = numberSignatures()
  const stages = shownStages(visible)
  const holderRow = ({ version, assignedAt, behind, signature }: StageHolderView): HolderRow => [
    ...([version, shorten(assignedAt), behind, placeOf(signature)] as const),
  ]
  const waitingFor = ({ repo, name }: ModelView) =>
    waiting.filter(
      (one) => one.repo === repo && one.artifact === name && stages.includes(one.stage),
    )
  const rows = models.map(
    (model): ModelRow => ({
      repo: model.repo,
      name: model.name,
      ...measuresOf(model, measures),
      ...(waitingFor(model).length > 0 && { waiting: waitingFor(model) }),
      stages: stages.map((stage) => holdersIn(model.stages, stage).map(holderRow)),
      ...factsThere(model, new Set(visible)),
    }),
  )
  return { rows, signatures }
}

function measuresOf({ repo, name }: ModelView, measures: Additions['measures']): Partial<ModelRow> {
  const values = measures.get(`${repo}/${name}`)
  return values === undefined ? {} : { measures: values }
}

function factsThere(model: ModelView, shown: ReadonlySet<string>): Partial<ModelRow> {
  const { type, latest, owners, labels, versionCount, updatedAt, problems, deprecated } = model
  return {
    ...(latest && { latest: [latest.version, shorten(latest.registeredAt)] as const }),
    ...(shown.has('type') && type !== null && { type }),
    ...(shown.has('owners') && owners.length > 0 && { owners: owners.map(ownerRow) }),
    ...(shown.has('labels') && labels.length > 0 && { labels }),
    ...(shown.has('versions') && { versions: versionCount }),
    ...(shown.has('updated') && { updatedAt: shorten(updatedAt) }),
    ...(problems > 0 && { problems }),
    ...(deprecated && { deprecated }),
  }
}

function ownerRow({ name, email }: OwnerView): OwnerRow {
  const shown = formatOwnerName(name)
  return email === null ? [shown] : [shown, email]
}

/** The stages among the columns that are shown. */
export function shownStages(visible: readonly string[]): readonly string[] {
  return visible.filter((id) => id.startsWith(STAGE)).map((id) => id.slice(STAGE.length))
}

const STAGE = 'stage:'

function shorten(instant: string): Instant {
  return instant.endsWith('+00:00') ? Date.parse(instant) / 1000 : instant
}

/** The instant as text. */
export function readInstant(instant: Instant): string {
  return typeof instant === 'string' ? instant : formatSecond(instant)
}
