import { redirect } from 'next/navigation'
import { versionHref } from '@/components/model/version-href'
import { NoSuchInstant, PastBar } from '@/components/past/past-bar'
import { PastNote } from '@/components/past/past-note'
import { EmptyState } from '@/components/ui/empty-state'
import { hrefWith } from '@/components/ui/href-with'
import { TabLinks } from '@/components/ui/tab-links'
import { UntrustedText } from '@/components/ui/untrusted-text'
import type { ComparedWith } from '@/components/version/value-comparison'
import { VersionHeader } from '@/components/version/version-header'
import { VersionOverview } from '@/components/version/version-overview'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findModel } from '@/lib/index/read/find-model'
import { findNearEvents } from '@/lib/index/read/find-near-events'
import { findVersion } from '@/lib/index/read/find-version'
import { listPeriods } from '@/lib/index/read/list-periods'
import { versionKey } from '@/lib/registry/data-key'
import { parseInstant } from '@/lib/search/parse-instant'
import type { ModelDetailView, VersionDetailView } from '@/lib/views/model'
import { EventResults } from '../../../../../activity/event-results'
import { openDirectionOf } from '../../../../../direction-of'
import { openFindHref } from '../../../../../find-href'
import { findForgeLinks } from '../../../../../forge-links'
import { findDataHref } from '../../../../../lineage-links'
import { readOwnAddress } from '../../../../../own-address'
import { firstParam, type SearchParams } from '../../../../../search-params'
import { findHeld, findProduction } from '../../held-stages'

type Props = {
  readonly model: { readonly repo: string; readonly name: string }
  /** A version, `latest` or a stage, which lead to the version that they named then. */
  readonly asked: string
  /** Its `at` is the instant as the address has it. */
  readonly search: SearchParams
  readonly stages: readonly string[]
}

/** The page of a version as it was at an instant: its stages then, beside what production held then. */
export async function PastVersion({ model: named, asked, search, stages }: Props) {
  const path = versionHref({ ...named, version: asked })
  const text = firstParam(search, 'at', 40)
  const at = parseInstant(text)
  if (at === null) return <NoSuchInstant path={path} text={text} />
  const database = getDatabase()
  const viewer = await requireViewer()
  const [model, version, near] = await Promise.all([
    findModel(database, viewer, { ...named, at }),
    findVersion(database, viewer, { ...named, version: asked, at }),
    findNearEvents(database, viewer, { ...named, at }),
  ])
  const tab = firstParam(search, 'tab') === 'history' ? 'history' : 'overview'
  const meant = version?.version ?? (model === null ? null : findHeld(model, asked))
  if (meant !== null && meant !== asked) {
    redirect(hrefWith(versionHref({ ...named, version: meant }), { tab, at: text }))
  }
  const bar = <PastBar path={path} at={at} {...near} />
  if (model === null || version === null) {
    return (
      <div className="flex flex-col gap-4">
        {bar}
        <NotKnownYet asked={asked} />
      </div>
    )
  }
  const tabs = [
    { id: 'overview', label: 'Overview' },
    { id: 'history', label: 'History' },
  ].map((one) => ({ ...one, href: hrefWith(path, { tab: one.id, at: text }) }))
  return (
    <div className="flex flex-col gap-4">
      {bar}
      <VersionHeader
        {...{ model: named, version, stages, at: text, mayPromote: 'no', compare: null }}
        permalink={`${await readOwnAddress()}${hrefWith(path, { at: text })}`}
      />
      <PastNote />
      <TabLinks label="Parts of the version" tabs={tabs} current={tab} />
      {tab === 'overview' ? (
        <VersionOverview
          {...{ version, stages, now: at * 1000, card: null }}
          directionOf={openDirectionOf(version)}
          periods={await listPeriods(database, viewer, { ...named, at, ...nameOf(version) })}
          labelHref={(label) => openFindHref(text)('label', label)}
          others={await readOthers(model, version, { at, text })}
          links={findForgeLinks(named.repo)}
          dataHref={findDataHref(versionKey(version))}
        />
      ) : (
        <div>
          <EventResults
            {...{ path, search, stages, repos: null }}
            place={{ tab, at: text }}
            scope={{ repo: named.repo, artifact: named.name, version: asked, at }}
          />
        </div>
      )}
    </div>
  )
}

function nameOf({ version, commit }: VersionDetailView) {
  return { version, commit }
}

function NotKnownYet({ asked }: Pick<Props, 'asked'>) {
  return (
    <EmptyState icon="tag" heading="h1" title="No such version yet">
      <p>
        At this instant no tag named <UntrustedText text={asked} max={200} />, and no stage of that
        name held a version.
      </p>
    </EmptyState>
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
