import { redirect } from 'next/navigation'
import { versionHref } from '@/components/model/version-href'
import { NoSuchInstant, PastBar } from '@/components/past/past-bar'
import { PastNote } from '@/components/past/past-note'
import { EmptyState } from '@/components/ui/empty-state'
import { hrefWith } from '@/components/ui/href-with'
import { UntrustedText } from '@/components/ui/untrusted-text'
import { VersionHeader } from '@/components/version/version-header'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findModel } from '@/lib/index/read/find-model'
import { findNearEvents } from '@/lib/index/read/find-near-events'
import { findVersion } from '@/lib/index/read/find-version'
import { parseInstant } from '@/lib/search/parse-instant'
import { readOwnAddress } from '../../../../../own-address'
import { firstParam, type SearchParams } from '../../../../../search-params'
import { findHeld } from '../../held-stages'
import { PastTabs } from './past-tabs'

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
  const tab = firstParam(search, 'tab')
  const meant = version?.version ?? (model === null ? null : findHeld(model, asked))
  if (meant !== null && meant !== asked) {
    redirect(hrefWith(versionHref({ ...named, version: meant }), { tab, at: text }))
  }
  const bar = <PastBar path={path} keep={{ tab }} at={at} {...near} />
  if (model === null || version === null) {
    return (
      <div className="flex flex-col gap-4">
        {bar}
        <NotKnownYet asked={asked} />
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {bar}
      <VersionHeader
        {...{ model: named, version, stages, at: text, mayPromote: 'no', compare: null }}
        permalink={`${await readOwnAddress()}${hrefWith(path, { at: text })}`}
      />
      <PastNote />
      <PastTabs {...{ path, model, version, at, text, search, stages }} />
    </div>
  )
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
