import type { Metadata } from 'next'
import { CommandDialogs } from '@/components/command/command-dialogs'
import { ModelCommands } from '@/components/command/model-commands'
import { DeprecationNotice } from '@/components/model/deprecation-notice'
import { ModelHeader } from '@/components/model/model-header'
import { modelHref } from '@/components/model/model-href'
import { ModelOverview } from '@/components/model/model-overview'
import { NoSuchModel } from '@/components/model/no-such-model'
import { TabLinks } from '@/components/ui/tab-links'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { findModel } from '@/lib/index/read/find-model'
import { listEvents } from '@/lib/index/read/list-events'
import { listRollBacks } from '@/lib/index/read/list-roll-backs'
import { listStages } from '@/lib/index/read/list-stages'
import type { Viewer } from '@/lib/index/read/viewer'
import { listWaitingStages } from '@/lib/promote/entry-point'
import { versionKey } from '@/lib/registry/data-key'
import { isProduction } from '@/lib/search/production'
import type { EventView } from '@/lib/views/event'
import type { ModelDetailView } from '@/lib/views/model'
import { commandActions } from '../../../commands/command-actions'
import { decodeSegment } from '../../../decode-segment'
import { findHref } from '../../../find-href'
import { findForgeLinks } from '../../../forge-links'
import { findDataHref } from '../../../lineage-links'
import { firstParam, type SearchParams } from '../../../search-params'
import { type HeldStage, listHeld } from './held-stages'
import { ModelHistory } from './model-history'
import { ModelLineage } from './model-lineage'
import { ModelUse } from './model-use'
import { ModelVersions } from './model-versions'
import { PastModel } from './past-model'
import { findSinceProduction } from './since-production'

type Props = {
  readonly params: Promise<{ repo: string; name: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeSegment((await params).name) }
}

export default async function ModelPage({ params, searchParams }: Props) {
  const key = await params
  const search = await searchParams
  const database = getDatabase()
  const viewer = await requireViewer()
  const named = { repo: decodeSegment(key.repo), name: decodeSegment(key.name) }
  if (firstParam(search, 'at') !== '')
    return <PastModel {...named} search={search} stages={await listStages(database, viewer)} />
  const [model, stages, rollBacks, waiting] = await Promise.all([
    findModel(database, viewer, named),
    listStages(database, viewer),
    listRollBacks(database, viewer, [named]),
    listWaitingStages(viewer),
  ])
  if (!model) {
    answerNotFound()
    return <NoSuchModel />
  }

  const href = modelHref(model)
  const deprecation = model.deprecated ? await findDeprecation(viewer, model) : undefined
  const tabs = [
    { id: 'overview', label: 'Overview', href },
    {
      id: 'versions',
      label: 'Versions',
      href: `${href}?tab=versions`,
      count: model.versionTotal,
    },
    { id: 'lineage', label: 'Lineage', href: `${href}?tab=lineage` },
    { id: 'history', label: 'History', href: `${href}?tab=history` },
    { id: 'use', label: 'Use', href: `${href}?tab=use` },
  ]
  const current = tabs.find((tab) => tab.id === firstParam(search, 'tab'))?.id ?? 'overview'
  const now = Date.now()
  const allowed = decidePermission(await findActor(), 'assign', { repo: model.repo })
  const mayPromote = allowed === 'yes' ? 'yes' : 'no'
  const links = findForgeLinks(model.repo)
  const shown = { model, stages, search, now, mayPromote } as const
  return (
    <>
      <div className="flex flex-col gap-4">
        <ModelHeader {...{ model, stages, now, mayPromote, rollBacks, waiting, links, findHref }}>
          <ModelCommands
            model={{ repo: model.repo, name: model.name }}
            promotes={model.deprecated || model.latest === null ? 'rarely' : 'usually'}
          />
        </ModelHeader>
        {deprecation ? (
          <DeprecationNotice
            event={deprecation}
            {...{ now, mayPromote }}
            held={findUndo(model, stages)}
          />
        ) : null}
        <TabLinks label="Parts of the model" tabs={tabs} current={current} />
        {current === 'overview' ? (
          <ModelOverview
            {...{ model, now, links }}
            since={await findSinceProduction(viewer, model)}
            dataHref={findDataHref(versionKey(model))}
          />
        ) : null}
        {current === 'versions' ? <ModelVersions {...shown} /> : null}
        {current === 'lineage' ? <ModelLineage {...shown} /> : null}
        {current === 'use' ? <ModelUse {...shown} /> : null}
        {current === 'history' ? (
          <ModelHistory model={model} stages={stages} search={search} />
        ) : null}
      </div>
      <CommandDialogs actions={commandActions} />
    </>
  )
}

/** What the undo of a deprecation gives its stage again: not production where another stage is held. */
function findUndo(model: ModelDetailView, stages: readonly string[]): HeldStage | undefined {
  const held = listHeld(model, stages)
  return held.find(({ stage }) => !isProduction(stage)) ?? held[0]
}

/** The tag that deprecated the model. */
async function findDeprecation(
  viewer: Viewer,
  { repo, name: artifact }: ModelDetailView,
): Promise<EventView | undefined> {
  const request = { repo, artifact, filter: { kind: 'deprecation' }, limit: 1 } as const
  return (await listEvents(getDatabase(), viewer, request)).items[0]
}
