import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { CardView } from '@/components/card/card-view'
import { CommandDialogs } from '@/components/command/command-dialogs'
import { compareHref } from '@/components/compare/version-ref'
import { formatVersion } from '@/components/model/format-version'
import { NoSuchModel } from '@/components/model/no-such-model'
import { versionHref } from '@/components/model/version-href'
import { hrefWith } from '@/components/ui/href-with'
import { TabLinks } from '@/components/ui/tab-links'
import { NoSuchVersion } from '@/components/version/no-such-version'
import type { ComparedWith } from '@/components/version/value-comparison'
import { VersionHeader } from '@/components/version/version-header'
import { VersionOverview } from '@/components/version/version-overview'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { findModel } from '@/lib/index/read/find-model'
import { findVersion } from '@/lib/index/read/find-version'
import { listPeriods } from '@/lib/index/read/list-periods'
import { listStages } from '@/lib/index/read/list-stages'
import { versionKey } from '@/lib/registry/data-key'
import type { ModelDetailView, VersionDetailView } from '@/lib/views/model'
import { EventResults } from '../../../../../activity/event-results'
import { commandActions } from '../../../../../commands/command-actions'
import { decodeSegment } from '../../../../../decode-segment'
import { openDirectionOf } from '../../../../../direction-of'
import { findHref } from '../../../../../find-href'
import { findForgeLinks } from '../../../../../forge-links'
import { findDataHref } from '../../../../../lineage-links'
import { readOwnAddress } from '../../../../../own-address'
import { firstParam, type SearchParams } from '../../../../../search-params'
import { readVersionCard } from '../../../../../version-card'
import { findHeld, findProduction } from '../../held-stages'
import { ModelLineage } from '../../model-lineage'
import { VersionUse } from '../../model-use'
import { PastVersion } from './past-version'

type Props = {
  readonly params: Promise<{ repo: string; name: string; version: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, version } = await params
  return { title: `${decodeSegment(name)} ${formatVersion(decodeSegment(version))}` }
}

/** A version of a model. `latest` and the name of a stage lead to the version that they name now. */
export default async function VersionPage({ params, searchParams }: Props) {
  const path = await params
  const search = await searchParams
  const named = { repo: decodeSegment(path.repo), name: decodeSegment(path.name) }
  const asked = decodeSegment(path.version)
  const viewer = await requireViewer()
  if (firstParam(search, 'at') !== '') {
    const ofNow = await listStages(getDatabase(), viewer)
    return <PastVersion {...{ model: named, asked, search, stages: ofNow }} />
  }
  const [model, version, stages] = await Promise.all([
    findModel(getDatabase(), viewer, named),
    findVersion(getDatabase(), viewer, { ...named, version: asked }),
    listStages(getDatabase(), viewer),
  ])
  if (model === null) {
    answerNotFound()
    return <NoSuchModel />
  }
  const meant = version?.version ?? findHeld(model, asked)
  if (meant !== null && meant !== asked) {
    redirect(
      hrefWith(versionHref({ ...named, version: meant }), { tab: firstParam(search, 'tab') }),
    )
  }
  if (version === null) {
    answerNotFound()
    return <NoSuchVersion model={named} version={asked} />
  }
  const href = versionHref({ ...named, version: asked })
  const allowed = decidePermission(await findActor(), 'assign', { repo: model.repo })
  const others = listOthers(model, version)
  return (
    <>
      <div className="flex flex-col gap-4">
        <VersionHeader
          model={named}
          version={version}
          stages={stages}
          mayPromote={allowed === 'yes' ? 'yes' : 'no'}
          permalink={`${await readOwnAddress()}${href}`}
          compare={others[0]?.href ?? null}
        />
        <VersionTabs {...{ href, search, model, version, stages, others }} />
      </div>
      <CommandDialogs actions={commandActions} />
    </>
  )
}

type TabsProps = {
  readonly href: string
  readonly search: SearchParams
  readonly model: ModelDetailView
  readonly version: VersionDetailView
  readonly stages: readonly string[]
  readonly others: readonly Other[]
}

async function VersionTabs({ href, search, model, version, stages, others }: TabsProps) {
  const tabs = [
    { id: 'overview', label: 'Overview', href },
    ...(version.card === null ? [] : [{ id: 'card', label: 'Card', href: `${href}?tab=card` }]),
    { id: 'lineage', label: 'Lineage', href: `${href}?tab=lineage` },
    { id: 'history', label: 'History', href: `${href}?tab=history` },
    { id: 'use', label: 'Use', href: `${href}?tab=use` },
  ]
  const current = tabs.find((tab) => tab.id === firstParam(search, 'tab'))?.id ?? 'overview'
  const needsCard = current === 'overview' || current === 'card'
  const card = needsCard
    ? await readVersionCard(await requireViewer(), { repo: model.repo, version })
    : null
  const scope = { repo: model.repo, artifact: model.name, version: version.version }
  return (
    <>
      <TabLinks label="Parts of the version" tabs={tabs} current={current} />
      {current === 'overview' ? (
        <VersionOverview
          version={version}
          others={await readOthers(model, others)}
          directionOf={openDirectionOf(version)}
          periods={
            await listPeriods(getDatabase(), await requireViewer(), {
              ...{ repo: model.repo, name: model.name },
              ...{ version: version.version, commit: version.commit },
            })
          }
          stages={stages}
          now={Date.now()}
          links={findForgeLinks(model.repo)}
          dataHref={findDataHref(versionKey(version))}
          labelHref={(label) => findHref('label', label)}
          card={card === null ? null : { ...card, href: `${href}?tab=card` }}
        />
      ) : null}
      {current === 'card' && card !== null ? <CardView {...card} /> : null}
      {current === 'lineage' ? (
        <ModelLineage {...{ model, stages }} search={{ ...search, version: version.version }} />
      ) : null}
      {current === 'use' ? <VersionUse {...{ model, version }} stage={null} /> : null}
      {current === 'history' ? (
        <EventResults
          {...{ path: href, place: { tab: 'history' }, scope, search, repos: null, stages }}
        />
      ) : null}
    </>
  )
}

/** Another version by its name, before it is read. */
type Other = Omit<ComparedWith, 'version'> & { readonly name: string }

/** What production holds, then the previous version, as far as they are others. */
function listOthers(
  model: ModelDetailView,
  { version, previous }: VersionDetailView,
): readonly Other[] {
  const held = findProduction(model)
  const named = { repo: model.repo, name: model.name }
  const build = (name: string, role: string): Other => {
    const href = compareHref({ ...named, version: name }, { ...named, version })
    return { name, role, href }
  }
  return [
    ...(held === undefined || held.version === version ? [] : [build(held.version, held.stage)]),
    ...(previous === null || previous === held?.version ? [] : [build(previous, 'previous')]),
  ]
}

async function readOthers(
  { repo, name }: ModelDetailView,
  others: readonly Other[],
): Promise<readonly ComparedWith[]> {
  const viewer = await requireViewer()
  const found = await Promise.all(
    others.map(async (other) => {
      const key = { repo, name, version: other.name }
      const version = await findVersion(getDatabase(), viewer, key)
      return version === null ? [] : [{ role: other.role, href: other.href, version }]
    }),
  )
  return found.flat()
}
