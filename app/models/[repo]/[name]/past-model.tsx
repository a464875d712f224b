import { findLatest } from '@/components/model/find-latest'
import { ModelHeader } from '@/components/model/model-header'
import { modelHref } from '@/components/model/model-href'
import { VersionTable } from '@/components/model/version-table'
import { NoSuchInstant, PastBar } from '@/components/past/past-bar'
import { PastNote } from '@/components/past/past-note'
import { EmptyState } from '@/components/ui/empty-state'
import { UntrustedText } from '@/components/ui/untrusted-text'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findModel } from '@/lib/index/read/find-model'
import { findNearEvents } from '@/lib/index/read/find-near-events'
import { parseInstant } from '@/lib/search/parse-instant'
import { openDirectionOf } from '../../../direction-of'
import { findHref } from '../../../find-href'
import { findForgeLinks } from '../../../forge-links'

type Props = {
  readonly repo: string
  readonly name: string
  /** The instant as the address has it. */
  readonly at: string
  readonly stages: readonly string[]
}

/** The page of a model as it was at an instant: who held each stage, and the versions that were known. */
export async function PastModel({ repo, name, at: text, stages }: Props) {
  const path = modelHref({ repo, name })
  const at = parseInstant(text)
  if (at === null) return <NoSuchInstant path={path} text={text} />
  const database = getDatabase()
  const viewer = await requireViewer()
  const [model, near] = await Promise.all([
    findModel(database, viewer, { repo, name, at }),
    findNearEvents(database, viewer, { repo, name, at }),
  ])
  const bar = <PastBar path={path} at={at} {...near} />
  if (model === null) {
    return (
      <div className="flex flex-col gap-4">
        {bar}
        <EmptyState icon="box" heading="h1" title="No tag of this model yet">
          <p>
            At this instant no registry tag named <UntrustedText text={name} />.
          </p>
        </EmptyState>
      </div>
    )
  }
  const now = at * 1000
  const links = findForgeLinks(repo)
  return (
    <div className="flex flex-col gap-4">
      {bar}
      <ModelHeader
        {...{ model, stages, now, links, findHref }}
        mayPromote="no"
        rollBacks={[]}
        waiting={[]}
      />
      <PastNote />
      <VersionTable
        versions={model.versions}
        all={model.versions}
        {...{ stages, now, links, model }}
        directionOf={openDirectionOf(findLatest(model))}
        mayPromote="no"
      />
    </div>
  )
}
