import type { PlannedTag, StageRow } from '@/lib/views/command'
import { holdersIn } from '../stage/holders-in'
import { inOrder } from '../stage/in-order'
import { StageDot } from '../stage/stage-dot'
import { VersionPill } from '../stage/version-pill'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'

type Props = { readonly planned: PlannedTag; readonly order: readonly string[] }

/** The change of a version or a model that the stages do not show. */
const SAYS = {
  registration: { now: 'none', afterwards: 'registered' },
  deregistration: { now: 'registered', afterwards: 'deregistered' },
  deprecation: { now: 'in use', afterwards: 'deprecated' },
  assignment: null,
  unassignment: null,
} satisfies Record<PlannedTag['kind'], { now: string; afterwards: string } | null>

/** The model and its stages before and after, one per row; changes are highlighted. */
export function StageChange({ planned, order }: Props) {
  const { before, after, stageOrder, latestBefore, latestAfter, kind, artifact, version } = planned
  const says = SAYS[kind]
  return (
    <table className="w-full border-separate border-spacing-0 overflow-hidden rounded-lg border border-line">
      <thead className="sr-only">
        <tr>
          <th scope="col">Stage or version</th>
          <th scope="col">Now</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {says ? (
          <Line
            name={<UntrustedText text={version ?? artifact} />}
            changes
            before={<span className="text-xs text-text-soft">{says.now}</span>}
            after={<span className="text-xs">{says.afterwards}</span>}
          />
        ) : null}
        {inOrder(stageOrder, order).map((stage) => (
          <Line
            key={stage}
            name={
              <span className="flex items-center gap-1.5">
                <StageDot stage={stage} order={order} />
                <UntrustedText text={stage} />
              </span>
            }
            changes={versionsIn(before, stage).join() !== versionsIn(after, stage).join()}
            before={<Holders row={before} stage={stage} order={order} />}
            after={<Holders row={after} stage={stage} order={order} />}
          />
        ))}
        {latestBefore === latestAfter ? null : (
          <Line
            name="Latest"
            changes
            before={<code className="text-xs">{latestBefore ?? 'none'}</code>}
            after={<code className="text-xs">{latestAfter ?? 'none'}</code>}
          />
        )}
      </tbody>
    </table>
  )
}

type LineProps = {
  readonly name: React.ReactNode
  readonly changes: boolean
  readonly before: React.ReactNode
  readonly after: React.ReactNode
}

function Line({ name, changes, before, after }: LineProps) {
  const ground = changes ? 'bg-accent-soft' : 'text-text-faint'
  return (
    <tr className="[&:not(:last-child)>*]:border-b [&>*]:border-line">
      <th
        scope="row"
        className={`h-9 w-2/5 ps-3 text-start font-normal ${ground} ${changes ? 'text-text' : ''}`}
      >
        {name}
      </th>
      <td className={`h-9 ${ground}`}>{before}</td>
      <td className={`h-9 pe-3 ${ground}`}>
        {changes ? (
          <span className="flex items-center gap-2">
            <Icon name="arrow-right" className="size-3.5 text-text-soft" />
            {after}
          </span>
        ) : (
          <span className="text-xs">unchanged</span>
        )}
      </td>
    </tr>
  )
}

type HoldersProps = {
  readonly row: StageRow
  readonly stage: string
  readonly order: readonly string[]
}

function Holders({ row, stage, order }: HoldersProps) {
  const versions = versionsIn(row, stage)
  if (versions.length === 0) return <span className="text-xs text-text-soft">empty</span>
  return (
    <span className="flex flex-wrap gap-1">
      {versions.map((version) => (
        <VersionPill key={version} version={version} stage={stage} order={order} />
      ))}
    </span>
  )
}

function versionsIn(row: StageRow, stage: string): readonly string[] {
  return holdersIn(row, stage).map((holder) => holder.version)
}
