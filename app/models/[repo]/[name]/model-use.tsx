import { formatVersion } from '@/components/model/format-version'
import { modelHref } from '@/components/model/model-href'
import { NoVersions } from '@/components/model/version-table'
import { SnippetList } from '@/components/use/snippet-list'
import { UsePicker } from '@/components/use/use-picker'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { findVersion } from '@/lib/index/read/find-version'
import { listSnippets } from '@/lib/snippets/list-snippets'
import type { ModelDetailView, VersionView } from '@/lib/views/model'
import { readOwnAddress } from '../../../own-address'
import { readAccess } from '../../../read-access'
import { readRepos } from '../../../read-repos'
import { firstParam, type SearchParams } from '../../../search-params'
import { findUsual, listHeld } from './held-stages'

type Props = {
  readonly model: ModelDetailView
  /** Every stage of all repositories, in the order of columns. */
  readonly stages: readonly string[]
  readonly search: SearchParams
}

/** More versions have pages of their own. */
const MAX_CHOICES = 200

/** The Use tab of a model: commands for what a stage holds, or for one version. */
export async function ModelUse({ model, stages, search }: Props) {
  const held = listHeld(model, stages)
  const of =
    firstParam(search, 'of', 255) ||
    (findUsual(held)?.stage ?? model.latest?.version ?? model.versions[0]?.version ?? '')
  const named = { repo: model.repo, name: model.name }
  const chosen = held.find(({ stage }) => stage === of) ?? { stage: null, version: of }
  const version = await findVersion(getDatabase(), await requireViewer(), {
    ...named,
    version: chosen.version,
  })
  if (version === null) return <NoVersions name={model.name} />
  return (
    <div className="flex flex-col gap-4">
      <UsePicker
        action={modelHref(named)}
        stages={held.map(({ stage, version: name }) => ({ stage, version: formatVersion(name) }))}
        versions={model.versions.slice(0, MAX_CHOICES).map((one) => ({
          version: one.version,
          label: formatVersion(one.version),
        }))}
        current={chosen.stage ?? version.version}
      />
      <VersionUse model={model} version={version} stage={chosen.stage} />
    </div>
  )
}

type VersionProps = {
  readonly model: ModelDetailView
  readonly version: VersionView
  /** The stage that is followed; null for this version alone. */
  readonly stage: string | null
}

/** The commands for one version. */
export async function VersionUse({ model, version, stage }: VersionProps) {
  const repo = (await readRepos()).find(({ slug }) => slug === model.repo)
  const reading = await readAccess()
  const { commit, tag, path, hash } = version
  const snippets = listSnippets({
    ...{ server: await readOwnAddress(), reading },
    ...{ repo: model.repo, url: repo?.url ?? '' },
    ...{ model: model.name, version: version.version, commit, tag, path, hash, stage },
  })
  return <SnippetList snippets={snippets} hasToken={reading === 'needs-token'} />
}
