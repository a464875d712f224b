import type { ForgeLinks } from '@/lib/forge/build-links'
import type { VersionDifference } from '@/lib/registry/compare-versions'
import type { ModelDetailView } from '@/lib/views/model'
import { DifferenceTable } from '../command/difference-table'
import { ProblemList } from '../repo/problem-list'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { findLatest } from './find-latest'
import { ModelFacts } from './model-facts'
import { MAX_SHORT_DESCRIPTION } from './model-header'
import { ValueTable } from './value-table'

type Props = {
  readonly model: ModelDetailView
  readonly now: number
  /** What the latest version would change in production; null where production is empty or holds it. */
  readonly since: {
    readonly href: string
    readonly difference: VersionDifference
  } | null
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The page of the model's content; null where nothing can be joined with it. */
  readonly dataHref: string | null
}

/** The overview of a model: what is new since production, description, facts, metrics and params of the latest version, and problems. */
export function ModelOverview({ model, now, since, links, dataHref }: Props) {
  const latest = findLatest(model)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {model.problemList.length > 0 ? (
          <Panel title="Problems" aside={model.problems}>
            <ProblemList problems={model.problemList.slice(0, MAX_PROBLEMS)} links={links} />
          </Panel>
        ) : null}
        {since === null ? null : (
          <Panel title={`Since production: ${since.difference.from} → ${since.difference.to}`}>
            <div className="flex flex-col gap-2 px-4 py-3">
              <DifferenceTable difference={since.difference} />
              <a href={since.href} className="self-start text-accent hover:underline">
                Compare in full
              </a>
            </div>
          </Panel>
        )}
        {isShort(model.description) ? null : (
          <Panel title="Description">
            <Description text={model.description} />
          </Panel>
        )}
        {latest ? (
          <div className="grid items-start gap-4 md:grid-cols-2">
            <Panel title="Metrics" aside={<code>{latest.version}</code>}>
              <ValueTable values={latest.metrics} nothing="This version has no metrics." />
            </Panel>
            <Panel title="Params" aside={<code>{latest.version}</code>}>
              <ValueTable values={latest.params} nothing="This version has no params." />
            </Panel>
          </div>
        ) : null}
      </div>
      <Panel title="Facts">
        <ModelFacts model={model} now={now} links={links} dataHref={dataHref} />
      </Panel>
    </div>
  )
}

/** The page of the repository lists all problems. */
const MAX_PROBLEMS = 50

/** The stored description is shown in full. */
const MAX_DESCRIPTION_LENGTH = 20_000

/** Whether the header shows the whole text. */
function isShort(text: string): boolean {
  return text !== '' && text.length <= MAX_SHORT_DESCRIPTION && !text.includes('\n')
}

function Description({ text }: { readonly text: string }) {
  return text ? (
    <p className="px-4 py-3 text-base whitespace-pre-wrap">
      <UntrustedText text={text} max={MAX_DESCRIPTION_LENGTH} />
    </p>
  ) : (
    <p className="px-4 py-3 text-text-soft">
      No description. <code className="text-xs">artifacts.yaml</code> or{' '}
      <code className="text-xs">dvc.yaml</code> gives one under{' '}
      <code className="text-xs">description</code>.
    </p>
  )
}
