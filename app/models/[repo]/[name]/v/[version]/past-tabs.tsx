import { CardView } from '@/components/card/card-view'
import { versionHref } from '@/components/model/version-href'
import { hrefWith } from '@/components/ui/href-with'
import { TabLinks } from '@/components/ui/tab-links'
import type { ComparedWith } from '@/components/version/value-comparison'
import { VersionOverview } from '@/components/version/version-overview'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findVersion } from '@/lib/index/read/find-version'
import { listPeriods } from '@/lib/index/read/list-periods'
import { versionKey } from '@/lib/registry/data-key'
import type { ModelDetailView, VersionDetailView } from '@/lib/views/model'
import { EventResults } from '../../../../../activity/event-results'
import { openDirectionOf } from '../../../../../direction-of'
import { openFindHref } from '../../../../../find-href'
import { findForgeLinks } from '../../../../../forge-links'
import { findDataHref } from '../../../../../lineage-links'
import { firstParam, type SearchParams } from '../../../../../search-params'
import { readVersionCard } from '../../../../../version-card'
import { findProduction } from '../../held-stages'
import { VersionUse } from '../../model-use'
import { PastLineage } from './past-lineage'

type Props = {
  readonly path: string
  /** As they were at the instant. */
  readonly model: ModelDetailView
  readonly version: VersionDetailView
  readonly at: number
  /** The instant as the address has it. */
  readonly text: string
  readonly search: SearchParams
  readonly stages: readonly string[]
}

/** The parts of a version as it was at an instant. Its card and what it was made from are those of its commit at any time. */
export async function PastTabs(props: Props) {
  const { path, model, version, at, text, search, stages } = props
  const tabs = [
    { id: 'overview', label: 'Overview' },
    ...(version.card === null ? [] : [{ id: 'card', label: 'Card' }]),
    { id: 'lineage', label: 'Lineage' },
    { id: 'history', label: 'History' },
    { id: 'use', label: 'Use' },
  ].map((one) => ({ ...one, href: hrefWith(path, { tab: one.id, at: text }) }))
  const current = tabs.find(({ id }) => id === firstParam(search, 'tab'))?.id ?? 'overview'
  const scope = { repo: model.repo, artifact: model.name, version: version.version, at }
  return (
    <>
      <TabLinks label="Parts of the version" tabs={tabs} current={current} />
      {current === 'overview' ? <PastOverview {...props} /> : null}
      {current === 'card' ? <PastCard {...props} /> : null}
      {current === 'lineage' ? <PastLineage {...{ model, version, search }} at={text} /> : null}
      {current === 'history' ? (
        <EventResults
          {...{ path, search, stages, scope, repos: null }}
          place={{ tab: current, at: text }}
        />
      ) : null}
      {current === 'use' ? <PastUse {...props} /> : null}
    </>
  )
}

async function PastOverview({ path, model, version, at, text, stages }: Props) {
  const viewer = await requireViewer()
  const { repo, name } = model
  const { version: own, commit } = version
  const card = await readVersionCard(viewer, { repo, version })
  return (
    <VersionOverview
      {...{ version, stages, now: at * 1000 }}
      directionOf={openDirectionOf(version)}
      periods={await listPeriods(getDatabase(), viewer, { repo, name, at, version: own, commit })}
      labelHref={(label) => openFindHref(text)('label', label)}
      others={await readOthers(model, version, { at, text })}
      links={findForgeLinks(repo)}
      dataHref={findDataHref(versionKey(version))}
      card={card === null ? null : { ...card, href: hrefWith(path, { tab: 'card', at: text }) }}
    />
  )
}

async function PastCard({ model, version }: Props) {
  const card = await readVersionCard(await requireViewer(), { repo: model.repo, version })
  return card === null ? null : <CardView {...card} />
}

/** Commands that name the version by its tag, or by its commit. */
function PastUse({ model, version }: Props) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-text-soft">
        These commands name this version itself, so that they mean the same at any time.
      </p>
      <VersionUse {...{ model, version }} stage={null} />
    </div>
  )
}

/** What production held then and the previous version, as far as they are others, each with its page at the instant. */
async function readOthers(
  model: ModelDetailView,
  { version, previous }: VersionDetailView,
  { at, text }: { readonly at: number; readonly text: string },
): Promise<readonly ComparedWith[]> {
  const held = findProduction(model)
  const roles = [
    ...(held === undefined ? [] : [{ role: held.stage, name: held.version }]),
    ...(previous === null || previous === held?.version
      ? []
      : [{ role: 'previous', name: previous }]),
  ].filter(({ name }) => name !== version)
  const viewer = await requireViewer()
  const found = await Promise.all(
    roles.map(async ({ role, name }) => {
      const key = { repo: model.repo, name: model.name, version: name }
      const other = await findVersion(getDatabase(), viewer, { ...key, at })
      const href = hrefWith(versionHref(key), { at: text })
      return other === null ? [] : [{ role, href, version: other }]
    }),
  )
  return found.flat()
}
