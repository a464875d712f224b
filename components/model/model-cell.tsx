import type { ModelView } from '@/lib/index/views'
import { FIELD, modelValue } from '../command/asked'
import { PromoteLink } from '../command/promote-link'
import { holdersIn } from '../stage/holders-in'
import { StageCell } from '../stage/stage-cell'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { DeprecatedBadge } from './deprecated-badge'
import { LabelsShort } from './label-list'
import type { ModelColumn } from './model-columns'
import { modelHref } from './model-href'
import { OwnersShort } from './owner-list'

type Props = {
  readonly column: ModelColumn
  readonly model: ModelView
  readonly stages: readonly string[]
  readonly now: number
  /** Whether the model can be selected, and promoted from the cells of stages. */
  readonly mayPromote: 'yes' | 'no'
}

/** One fact of a model, as the column wants it. */
export function ModelCell({ column, model, stages, now, mayPromote }: Props) {
  if (column.stage !== null) {
    const { stage } = column
    const holders = holdersIn(model.stages, stage)
    const held =
      holders.length === 0 ? (
        <Nothing />
      ) : (
        <StageCell stage={stage} order={stages} holders={holders} now={now} form="letters" />
      )
    if (mayPromote === 'no' || model.latest === null) return held
    return (
      <span className="stage-slot" data-held={holders.length > 0 || undefined}>
        {held}
        <PromoteLink model={model} stage={stage} />
      </span>
    )
  }
  switch (column.id) {
    case 'name':
      return <NameCell model={model} mayPromote={mayPromote} />
    case 'repo':
      return <span className="text-text-soft">{model.repo}</span>
    case 'owners':
      return model.owners.length > 0 ? <OwnersShort owners={model.owners} /> : <Nothing />
    case 'labels':
      return model.labels.length > 0 ? <LabelsShort labels={model.labels} /> : <Nothing />
    case 'type':
      return model.type === null ? <Nothing /> : <UntrustedText text={model.type} />
    case 'latest':
      return model.latest ? <LatestCell latest={model.latest} now={now} /> : <Nothing />
    case 'versions':
      return model.versionCount.toLocaleString('en')
    case 'problems':
      return model.problems > 0 ? <ProblemCount count={model.problems} /> : <Nothing />
    case 'updated':
      return (
        <span className="text-text-soft">
          <TimeAgo at={model.updatedAt} now={now} form="letters" />
        </span>
      )
    default:
      return null
  }
}

/** Whether a column has nothing to say of a model; a card leaves it out. */
export function isEmptyCell(column: ModelColumn, model: ModelView): boolean {
  if (column.stage !== null) return false
  if (column.id === 'owners') return model.owners.length === 0
  if (column.id === 'labels') return model.labels.length === 0
  if (column.id === 'type') return model.type === null
  if (column.id === 'problems') return model.problems === 0
  return column.id === 'latest' && model.latest === null
}

type NameProps = Pick<Props, 'model' | 'mayPromote'>

function NameCell({ model, mayPromote }: NameProps) {
  return (
    <span className="flex max-w-56 min-w-0 items-center gap-2 max-md:max-w-full">
      {mayPromote === 'yes' ? (
        <input
          type="checkbox"
          name={FIELD.model}
          value={modelValue(model)}
          aria-label={`Select ${model.name}`}
          data-row-select
          className="relative z-1 size-3.5 flex-none accent-accent-fill"
        />
      ) : null}
      <a
        href={modelHref(model)}
        data-row-link={model.name}
        className="truncate font-medium outline-none after:absolute after:inset-0 focus-visible:underline"
      >
        <UntrustedText text={model.name} />
      </a>
      {model.deprecated ? <DeprecatedBadge /> : null}
      {model.problems > 0 ? <ProblemIcon count={model.problems} /> : null}
    </span>
  )
}

type LatestProps = { readonly latest: NonNullable<ModelView['latest']>; readonly now: number }

function LatestCell({ latest, now }: LatestProps) {
  return (
    <span className="flex items-baseline gap-x-2 md:flex-col">
      <code title={latest.version} className="max-w-28 truncate text-xs leading-4.5">
        {latest.version}
      </code>
      <span className="text-2xs leading-3.5 text-text-faint">
        <TimeAgo at={latest.registeredAt} now={now} form="letters" />
      </span>
    </span>
  )
}

function ProblemIcon({ count }: { readonly count: number }) {
  const words = `${count} ${count === 1 ? 'problem' : 'problems'}`
  return (
    <span title={words} className="inline-flex flex-none text-warning">
      <Icon name="triangle-alert" className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  )
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
      <span aria-hidden className="text-text-faint">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  )
}
