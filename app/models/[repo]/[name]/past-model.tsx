import { findLatest } from '@/components/model/find-latest'
import { ModelHeader } from '@/components/model/model-header'
import { modelHref } from '@/components/model/model-href'
import { VersionTable } from '@/components/model/version-table'
import { NoSuchInstant, PastBar } from '@/components/past/past-bar'
import { PastNote } from '@/components/past/past-note'
import { EmptyState } from '@/components/ui/empty-state'
import { hrefWith } from '@/components/ui/href-with'
import { TabLinks } from '@/components/ui/tab-links'
import { UntrustedText } from '@/components/ui/untrusted-text'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findModel } from '@/lib/index/read/find-model'
import { findNearEvents } from '@/lib/index/read/find-near-events'
import { parseInstant } from '@/lib/search/parse-instant'
import { EventResults } from '../../../activity/event-results'
import { openDirectionOf } from '../../../direction-of'
import { openFindHref } from '../../../find-href'
import { findForgeLinks } from '../../../forge-links'
import { firstParam, type SearchParams } from '../../../search-params'

type Props = {
  readonly repo: string
  readonly name: string
  /** Its `at` is the instant as the address has it. */
  readonly search: SearchParams
  readonly stages: readonly string[]
}

/** The page of a model as it was at an instant: who held each stage, and the versions and events that were known. */
export async function PastModel({ repo, name, search, stages }: Props) {
  const path = modelHref({ repo, name })
  const text = firstParam(search, 'at', 40)
  const at = parseInstant(text)
  if (at === null) return <NoSuchInstant path={path} text={text} />
  const database = getDatabase()
  const viewer = await requireViewer()
  const [model, near] = await Promise.all([
    findModel(database, viewer, { repo, name, at }),
    findNearEvents(database, viewer, { repo, name, at }),
  ])
  const tab = firstParam(search, 'tab') === 'history' ? 'history' : 'versions'
  const keep: Readonly<Record<string, string>> = tab === 'history' ? { tab } : {}
  const bar = <PastBar path={path} keep={keep} at={at} {...near} />
  if (model === null) {
    return (
      <div className="flex flex-col gap-4">
        {bar}
        {near.previous === null && near.next === null ? <NoPast /> : <NoTagYet name={name} />}
      </div>
    )
  }
  const now = at * 1000
  const links = findForgeLinks(repo)
  const shared = { model, stages, now, links, at: text, mayPromote: 'no' } as const
  const tabs = [
    { ...{ id: 'versions', label: 'Versions', count: model.versionTotal } },
    { id: 'history', label: 'History' },
  ].map((one) => ({ ...one, href: hrefWith(path, { tab: one.id, at: text }) }))
  return (
    <div className="flex flex-col gap-4">
      {bar}
      <ModelHeader {...shared} findHref={openFindHref(text)} rollBacks={[]} waiting={[]} />
      <PastNote />
      <TabLinks label="Parts of the model" tabs={tabs} current={tab} />
      {tab === 'versions' ? (
        <VersionTable
          versions={model.versions}
          all={model.versions}
          directionOf={openDirectionOf(findLatest(model))}
          {...shared}
        />
      ) : (
        <div>
          <EventResults
            {...{ path, search, stages, repos: null }}
            place={{ tab, at: text }}
            scope={{ repo, artifact: name, at }}
          />
        </div>
      )}
    </div>
  )
}

/** Of a model that the index has no moments of. */
function NoPast() {
  return (
    <EmptyState icon="box" heading="h1" title="This model has no past states">
      <p>
        It has no registry tags, or its stages held so many versions at once that Signet keeps no
        past states of it. Its history lists all events.
      </p>
    </EmptyState>
  )
}

function NoTagYet({ name }: Pick<Props, 'name'>) {
  return (
    <EmptyState icon="box" heading="h1" title="No tag of this model yet">
      <p>
        At this instant no registry tag named <UntrustedText text={name} />.
      </p>
    </EmptyState>
  )
}
