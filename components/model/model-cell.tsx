import type { SignatureView } from '@/lib/views/signature'
import { FIELD, modelValue } from '../command/command-form'
import { PromoteLink } from '../command/command-link'
import { StageCell } from '../stage/stage-cell'
import { WaitingLinks } from '../stage/waiting-links'
import { hrefWith } from '../ui/href-with'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { DeprecatedBadge } from './deprecated-badge'
import { LabelsShort } from './label-list'
import { isMeasure, type ModelColumn } from './model-columns'
import { modelHref } from './model-href'
import { type HolderRow, type ModelRow, readInstant, SELECTION_ID } from './model-rows'
import { OwnersShort } from './owner-list'

export type CellContext = {
  readonly stages: readonly string[]
  /** The visible stages, in the order of a row's cells. */
  readonly shown: readonly string[]
  readonly signatures: readonly SignatureView[]
  readonly now: number
  /** Whether the model can be selected, and promoted from the cells of stages. */
  readonly mayPromote: 'yes' | 'no'
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at: string
}

type Props = {
  readonly column: ModelColumn
  readonly model: ModelRow
  readonly context: CellContext
}

/** One fact of a model. models.css gives the cells of a column their look, and their name in a card. */
export function ModelCell({ column, model, context }: Props) {
  if (column.stage !== null) {
    return (
      <td data-label={column.label} className="slot">
        <StageFacts stage={column.stage} model={model} context={context} />
      </td>
    )
  }
  if (isMeasure(column.id)) {
    const value = model.measures?.[column.id]
    return (
      <td data-label={column.label} className="cell-measure">
        {value === undefined ? <Nothing /> : <UntrustedText text={value} max={60} />}
      </td>
    )
  }
  const fact = factOf(column.id, model, context)
  return (
    <td data-empty={fact === null || undefined} className={`cell-${column.id}`}>
      {fact ?? <Nothing />}
    </td>
  )
}

/** Null for an empty cell, which a card leaves out. */
function factOf(id: string, model: ModelRow, { now, mayPromote, at }: CellContext) {
  const { latest, owners, labels, type, problems, updatedAt } = model
  switch (id) {
    case 'name':
      return <NameCell {...{ model, mayPromote, at }} />
    case 'repo':
      return model.repo
    case 'owners':
      return owners ? <OwnersShort owners={owners} /> : null
    case 'labels':
      return labels ? <LabelsShort labels={labels} /> : null
    case 'type':
      return type === undefined ? null : <UntrustedText text={type} />
    case 'latest':
      return latest ? (
        <LatestCell version={latest[0]} at={readInstant(latest[1])} now={now} />
      ) : null
    case 'versions':
      return model.versions?.toLocaleString('en') ?? null
    case 'problems':
      return problems ? <ProblemCount count={problems} /> : null
    case 'updated':
      return updatedAt !== undefined ? (
        <TimeAgo at={readInstant(updatedAt)} now={now} form="letters" />
      ) : null
    default:
      return null
  }
}

type StageProps = Pick<Props, 'model' | 'context'> & { readonly stage: string }

function StageFacts({ stage, model, context }: StageProps) {
  const { stages, shown, signatures, now, mayPromote } = context
  const rows = model.stages[shown.indexOf(stage)] ?? []
  const holders = rows.flatMap((row) => readHolder(row, signatures))
  return (
    <>
      {holders.length === 0 ? (
        <Nothing />
      ) : (
        <StageCell stage={stage} order={stages} holders={holders} now={now} form="letters" />
      )}
      <WaitingLinks waiting={(model.waiting ?? []).filter((one) => one.stage === stage)} />
      {mayPromote === 'yes' && model.latest ? <PromoteLink model={model} stage={stage} /> : null}
    </>
  )
}

function readHolder(
  [version, assignedAt, behind, place]: HolderRow,
  signatures: readonly SignatureView[],
) {
  const signature = signatures[place]
  return signature ? [{ version, assignedAt: readInstant(assignedAt), behind, signature }] : []
}

type NameProps = Pick<CellContext, 'mayPromote' | 'at'> & { readonly model: ModelRow }

function NameCell({ model, mayPromote, at }: NameProps) {
  return (
    <span>
      {mayPromote === 'yes' ? (
        <input
          type="checkbox"
          form={SELECTION_ID}
          name={FIELD.model}
          value={modelValue(model)}
          aria-label={`Select ${model.name}`}
        />
      ) : null}
      <a href={hrefWith(modelHref(model), { at })} data-row-link="">
        <UntrustedText text={model.name} />
      </a>
      {model.deprecated ? <DeprecatedBadge /> : null}
      {model.problems ? <ProblemIcon count={model.problems} /> : null}
    </span>
  )
}

type LatestProps = { readonly version: string; readonly at: string; readonly now: number }

function LatestCell({ version, at, now }: LatestProps) {
  return (
    <>
      <code>{version}</code>
      <small>
        <TimeAgo at={at} now={now} form="letters" />
      </small>
    </>
  )
}

function ProblemIcon({ count }: { readonly count: number }) {
  const words = `${count} ${count === 1 ? 'problem' : 'problems'}`
  return <Icon name="triangle-alert" className="size-3.5 text-warning" label={words} />
}

function ProblemCount({ count }: { readonly count: number }) {
  return (
    <span className="inline-flex items-center gap-1 text-warning">
      <Icon name="triangle-alert" className="size-3.5" />
      {count}
    </span>
  )
}

function Nothing() {
  return (
    <>
      <span aria-hidden className="nothing">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  )
}
