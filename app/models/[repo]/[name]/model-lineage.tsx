import { Lineage } from '@/components/lineage/lineage'
import { NoPipeline } from '@/components/lineage/no-pipeline'
import { Switches } from '@/components/lineage/switches'
import { VersionPicker } from '@/components/lineage/version-picker'
import { modelHref } from '@/components/model/model-href'
import { versionHref } from '@/components/model/version-href'
import { hrefWith } from '@/components/ui/href-with'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { resolveVersion } from '@/lib/index/read/resolve-version'
import { layoutGraph } from '@/lib/lineage/layout-graph'
import { findPipeline } from '@/lib/pipeline/find-pipeline'
import type { ModelDetailView } from '@/lib/views/model'
import { hasOthers, parseSwitches, switchParams } from '../../../lineage-switches'
import { firstParam, type SearchParams } from '../../../search-params'
import { traceVersion } from '../../../trace-version'
import { findUsual, listHeld } from './held-stages'

type Props = {
  readonly model: ModelDetailView
  /** Every stage of all repositories, in the order of columns. */
  readonly stages: readonly string[]
  readonly search: SearchParams
}

/** The lineage tab: what a version was made from, with the proof of each edge. */
export async function ModelLineage({ model, stages, search }: Props) {
  const { repo, name } = model
  const viewer = await requireViewer()
  const asked = firstParam(search, 'version', 255)
  const wanted = asked === '' ? findDefault(model, stages) : asked
  if (wanted === null) return <NoPipeline kind="no-version" why={null} />
  const found = await resolveVersion(getDatabase(), viewer, repo, name, { version: wanted })
  if (found.kind !== 'found') return <NoPipeline kind="unknown-version" why={wanted} />
  const switches = parseSwitches(search)
  const answer = await findPipeline(viewer, { repo, commit: found.commit })
  const view =
    answer.kind === 'found'
      ? await traceVersion(viewer, {
          ...{ model, found, switches, pipeline: answer.pipeline },
          users: 'of-now',
          href: versionHref({ repo, name, version: found.version }),
        })
      : null
  return (
    <div className="flex flex-col gap-3">
      <VersionPicker
        action={modelHref(model)}
        versions={listChoices(model)}
        current={found.version}
        switches={switches}
      >
        {view === null ? null : (
          <Switches
            switches={switches}
            view={view}
            hasOthers={answer.kind === 'found' && hasOthers(answer.pipeline, { switches, view })}
            href={(changed) =>
              hrefWith(modelHref(model), {
                ...{ tab: 'lineage', version: found.version },
                ...switchParams(changed),
              })
            }
          />
        )}
      </VersionPicker>
      {view !== null ? (
        <Lineage
          view={view}
          layout={layoutGraph(view)}
          title={`Lineage of ${model.name} ${found.version}`}
        />
      ) : null}
      {answer.kind === 'found' ? null : (
        <NoPipeline kind={answer.kind} why={answer.kind === 'failed' ? answer.why : null} />
      )}
    </div>
  )
}

/** What production holds, else what the last stage on the page holds that holds one, else the latest version. */
function findDefault(model: ModelDetailView, stages: readonly string[]): string | null {
  const usual = findUsual(listHeld(model, stages))
  return usual?.version ?? model.latest?.version ?? model.versions[0]?.version ?? null
}

/** More versions are reached by their address. */
const MAX_CHOICES = 200

function listChoices(model: ModelDetailView) {
  return model.versions.slice(0, MAX_CHOICES).map(({ version, stages }) => ({ version, stages }))
}
