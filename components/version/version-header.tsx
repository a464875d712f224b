import type { ReactNode } from 'react'
import type { VersionDetailView } from '@/lib/views/model'
import { commandForm } from '../command/command-form'
import { CommandLink } from '../command/command-link'
import { formatVersion, isCommitVersion } from '../model/format-version'
import { modelHref } from '../model/model-href'
import { RepoOf } from '../model/repo-of'
import { inOrder } from '../stage/in-order'
import { StageName } from '../stage/stage-name'
import { Badge } from '../ui/badge'
import { buttonClass } from '../ui/button-class'
import { CopyButton } from '../ui/copy-button'
import { hrefWith } from '../ui/href-with'
import { Icon } from '../ui/icon'
import { UntrustedText } from '../ui/untrusted-text'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  readonly version: VersionDetailView
  /** All stages, for their order and colours. */
  readonly stages: readonly string[]
  /** Whether the version may be promoted. */
  readonly mayPromote: 'yes' | 'no'
  /** The whole address of the page. */
  readonly permalink: string
  /** The page that compares it with production, else with the previous version; null where there is no other. */
  readonly compare: string | null
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at?: string
}

/** The model, the version's name, what it is now, and what can be done with it. */
export function VersionHeader(props: Props) {
  const { model, version, stages, permalink, at = '' } = props
  return (
    <header className="flex flex-wrap items-center gap-x-2.5 gap-y-2">
      <RepoOf repo={model.repo} />
      <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">
        <a
          href={hrefWith(modelHref(model), { at })}
          className="text-text-soft hover:text-text hover:underline"
        >
          <UntrustedText text={model.name} />
        </a>{' '}
        {formatVersion(version.version)}
      </h1>
      <CopyButton text={permalink} label="permalink" />
      <Marks version={version} />
      {inOrder(version.stages, stages).map((stage) => (
        <StageName key={stage} stage={stage} order={stages} />
      ))}
      <Actions {...props} />
    </header>
  )
}

function Actions({ model, version, mayPromote, compare }: Props) {
  return (
    <div className="ms-auto flex gap-2">
      {compare === null ? null : (
        <a href={compare} className={buttonClass('outline')}>
          <Icon name="arrow-left-right" />
          Compare
        </a>
      )}
      {mayPromote === 'yes' && version.active ? (
        <CommandLink
          form={commandForm('assign', model, { version: version.version })}
          className={buttonClass('primary')}
        >
          <Icon name="arrow-up-right" />
          Promote
        </CommandLink>
      ) : null}
    </div>
  )
}

function Marks({ version }: { readonly version: VersionDetailView }): ReactNode {
  if (!version.active) {
    return (
      <Badge tone="neutral" tip="A later tag deregistered this version">
        Deregistered
      </Badge>
    )
  }
  if (isCommitVersion(version.version)) return <Badge tone="neutral">Not registered</Badge>
  return version.latest ? <Badge tone="neutral">Latest</Badge> : null
}
