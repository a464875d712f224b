import type { ReactNode } from 'react'
import type { ForgeLinks } from '@/lib/forge/build-links'
import type { RollBackView, WaitingStageView } from '@/lib/views/board'
import type { ModelDetailView } from '@/lib/views/model'
import { PromoteLink } from '../command/command-link'
import { StageMenu } from '../command/stage-menu'
import { holdersIn } from '../stage/holders-in'
import { inOrder } from '../stage/in-order'
import { StageSlots } from '../stage/stage-slots'
import { Badge } from '../ui/badge'
import { CopyButton } from '../ui/copy-button'
import { ForgeLink } from '../ui/forge-link'
import { hrefWith } from '../ui/href-with'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { DeprecatedBadge } from './deprecated-badge'
import { findLatest } from './find-latest'
import { LabelList } from './label-list'
import { OwnerNames } from './owner-list'
import { RepoOf } from './repo-of'
import { versionHref } from './version-href'

type Props = {
  readonly model: ModelDetailView
  /** Every stage of all repositories, in the order of columns. */
  readonly stages: readonly string[]
  readonly now: number
  /** Whether stages offer commands. */
  readonly mayPromote: 'yes' | 'no'
  /** What the stages of the model would be rolled back to. */
  readonly rollBacks: readonly RollBackView[]
  /** Requests that wait for stages of models. */
  readonly waiting: readonly WaitingStageView[]
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The search for a label or an owner. */
  readonly findHref: (qualifier: 'label' | 'owner', value: string) => string
  /** The commands of the model. */
  readonly children?: ReactNode
  /** The past instant that is shown, as the address has it; empty: now. */
  readonly at?: string
}

/** What the header shows of a description; the overview shows a longer one in full. */
export const MAX_SHORT_DESCRIPTION = 90

/** The name and facts of a model in two lines, and the version in each stage. */
export function ModelHeader(props: Props) {
  const { model, stages, now, mayPromote, waiting, children } = props
  return (
    <header className="flex flex-col gap-3">
      <div className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Names model={model} />
          {model.type ? (
            <Badge tone="neutral">
              <UntrustedText text={model.type} />
            </Badge>
          ) : null}
          {model.deprecated ? <DeprecatedBadge /> : null}
          <LabelList labels={model.labels} hrefOf={(label) => props.findHref('label', label)} />
          {children ? <div className="ms-auto">{children}</div> : null}
        </div>
        <ShortFacts {...props} />
      </div>
      {model.stageOrder.length > 0 ? (
        <StageSlots
          slots={inOrder(model.stageOrder, stages)}
          order={stages}
          stages={model.stages}
          now={now}
          waiting={waiting.filter(
            ({ repo, artifact }) => repo === model.repo && artifact === model.name,
          )}
          action={(stage) =>
            mayPromote === 'yes' ? <StageCommands {...props} stage={stage} /> : null
          }
        />
      ) : null}
    </header>
  )
}

/** The repository and the model in it. */
function Names({ model }: Pick<Props, 'model'>) {
  return (
    <>
      <RepoOf repo={model.repo} />
      <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">
        <UntrustedText text={model.name} />
      </h1>
      <CopyButton text={model.name} label="name" />
    </>
  )
}

/** The description as far as it fits in a line, the latest version and the owners. */
function ShortFacts({ model, now, links, findHref, at = '' }: Props) {
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1 text-text-soft">
      {model.description ? (
        <p className="line-clamp-1 max-w-full min-w-0 text-text lg:max-w-[50%]">
          <UntrustedText text={model.description} max={MAX_SHORT_DESCRIPTION} />
        </p>
      ) : null}
      {model.latest ? (
        <span className="inline-flex items-center gap-1.5">
          Latest <LatestVersion {...{ model, links, at }} />
          <TimeAgo at={model.latest.registeredAt} now={now} />
        </span>
      ) : (
        <span>No version registered</span>
      )}
      {model.owners.length > 0 ? (
        <span className="inline-flex flex-wrap gap-x-1.5">
          Owned by <OwnerNames owners={model.owners} hrefOf={(owner) => findHref('owner', owner)} />
        </span>
      ) : null}
    </div>
  )
}

type StageProps = Pick<Props, 'model' | 'rollBacks'> & { readonly stage: string }

/** The menu of a stage; Promote alone where it is empty. */
function StageCommands({ model, rollBacks, stage }: StageProps) {
  const [holder] = holdersIn(model.stages, stage)
  const key = { repo: model.repo, name: model.name }
  if (holder === undefined) return model.latest && <PromoteLink model={key} stage={stage} />
  const target = rollBacks.find((one) => one.stage === stage)
  return (
    <StageMenu
      model={key}
      stage={stage}
      version={holder.version}
      rollBackTo={target?.version ?? null}
      under="box"
    />
  )
}

type LatestProps = Pick<Props, 'model' | 'links'> & { readonly at: string }

/** The name of the latest version, which leads to its page, with its tag and commit on the forge. */
function LatestVersion({ model, links, at }: LatestProps) {
  const { version = '', commit = '' } = model.latest ?? {}
  const tag = findLatest(model)?.tag
  return (
    <>
      <a
        href={hrefWith(versionHref({ repo: model.repo, name: model.name, version }), { at })}
        className="font-mono text-xs font-semibold text-text hover:underline"
      >
        {version}
      </a>
      {links && tag ? (
        <ForgeLink link={links.tag(tag)} name={`Tag ${tag}`}>
          <Icon name="tag" className="size-3" />
        </ForgeLink>
      ) : null}
      {links ? (
        <ForgeLink link={links.commit(commit)} name={`Commit ${commit.slice(0, 7)}`} tip={commit}>
          <code className="text-xs">{commit.slice(0, 7)}</code>
        </ForgeLink>
      ) : null}
    </>
  )
}
