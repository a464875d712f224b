import type { ForgeLinks } from '@/lib/forge/build-links'
import type { VersionView } from '@/lib/views/model'
import type { ScalarView } from '@/lib/views/view'
import { PromoteLink } from '../command/command-link'
import { WhoActed } from '../event/who-acted'
import { inOrder } from '../stage/in-order'
import { StageName } from '../stage/stage-name'
import { Badge } from '../ui/badge'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { hrefWith } from '../ui/href-with'
import { Icon } from '../ui/icon'
import { scalarNumber } from '../ui/scalar-number'
import { ScalarText } from '../ui/scalar-text'
import { TimeAgo } from '../ui/time-ago'
import { formatVersion, isCommitVersion } from './format-version'
import { versionHref } from './version-href'

export type ValueColumn = {
  readonly kind: 'metric' | 'param'
  readonly name: string
  readonly best: number | null
}

type Props = {
  readonly version: VersionView
  readonly columns: readonly ValueColumn[]
  readonly order: readonly string[]
  readonly now: number
  readonly model: { readonly repo: string; readonly name: string }
  /** Whether versions may be promoted. */
  readonly mayPromote: 'yes' | 'no'
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at: string
}

/** One version in the table of versions. */
export function VersionRow(props: Props) {
  const { version, columns, order, now, model, mayPromote, links, at } = props
  const { stages, tagger, signature, tag, commit } = version
  const isOffered = mayPromote === 'yes' && version.registered && version.active
  return (
    <tr>
      <td>
        <VersionName
          version={version}
          href={hrefWith(versionHref({ ...model, version: version.version }), { at })}
        />
      </td>
      <td
        data-label="Stages"
        data-empty={(stages.length === 0 && !isOffered) || undefined}
        className="slot"
      >
        {stages.length > 0 ? (
          <span className="names">
            {inOrder(stages, order).map((stage) => (
              <StageName key={stage} stage={stage} order={order} />
            ))}
          </span>
        ) : null}
        {isOffered ? <PromoteLink model={model} version={version.version} /> : null}
      </td>
      <td data-label={version.registeredAt ? 'Registered' : 'Committed'}>
        <span className="text-text-soft">
          {version.registeredAt ? null : 'committed '}
          <TimeAgo at={version.registeredAt ?? version.committedAt} now={now} />
        </span>
      </td>
      <td data-label="By" data-empty={tagger === null || undefined}>
        {tagger && signature ? (
          <WhoActed actor={version.actor} signature={signature} tagger={tagger} />
        ) : null}
      </td>
      {columns.map((column) => {
        const value = findValue(version, column)
        return (
          <td
            key={`${column.kind} ${column.name}`}
            data-label={column.name}
            data-empty={value === undefined || undefined}
            className="number font-mono text-xs"
          >
            {value === undefined ? null : <Value value={value} best={column.best} />}
          </td>
        )
      })}
      <td data-label="Commit">
        <Hash oid={commit} label="commit" link={links?.commit(commit)} />
      </td>
      <td data-label="Tag" data-empty={tag === null || undefined}>
        {tag ? <Copyable text={tag} label="tag" link={links?.tag(tag)} /> : null}
      </td>
    </tr>
  )
}

type NameProps = { readonly version: VersionView; readonly href: string }

function VersionName({ version, href }: NameProps) {
  return (
    <span className="flex items-center gap-2">
      {isCommitVersion(version.version) ? (
        <Icon name="git-commit-horizontal" className="size-3.5 text-text-faint" />
      ) : null}
      <a
        href={href}
        data-tip={isCommitVersion(version.version) ? version.version : undefined}
        className={`max-w-48 truncate font-mono text-xs font-semibold hover:underline ${version.active ? '' : 'text-text-soft line-through'}`}
      >
        {formatVersion(version.version)}
      </a>
      {isCommitVersion(version.version) ? (
        <span className="text-xs text-text-faint">not registered</span>
      ) : null}
      {version.active ? null : (
        <Badge tone="neutral" tip="A later tag deregistered this version">
          Deregistered
        </Badge>
      )}
    </span>
  )
}

function Value({ value, best }: { readonly value: ScalarView; readonly best: number | null }) {
  if (best === null || scalarNumber(value) !== best) return <ScalarText value={value} />
  return (
    <span className="flex items-center justify-end gap-1 font-semibold text-ok">
      <Icon name="trophy" className="size-3" />
      <ScalarText value={value} />
      <span className="sr-only">best</span>
    </span>
  )
}

function findValue(version: VersionView, column: ValueColumn): ScalarView | undefined {
  const values = column.kind === 'metric' ? version.metrics : version.params
  return Object.hasOwn(values, column.name) ? values[column.name] : undefined
}
