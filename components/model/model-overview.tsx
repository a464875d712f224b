import type { ForgeLinks } from '@/lib/forge/build-links'
import type { ModelDetailView } from '@/lib/views/model'
import { ProblemList } from '../repo/problem-list'
import { Panel } from '../ui/panel'
import { UntrustedText } from '../ui/untrusted-text'
import { findLatest } from './find-latest'
import { ModelFacts } from './model-facts'
import { ValueTable } from './value-table'

type Props = {
  readonly model: ModelDetailView
  readonly now: number
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The page of the model's content; null where nothing can be joined with it. */
  readonly dataHref: string | null
}

/** The overview of a model: description, facts, metrics and params of the latest version, and problems. */
export function ModelOverview({ model, now, links, dataHref }: Props) {
  const latest = findLatest(model)
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {model.problemList.length > 0 ? (
          <Panel title="Problems" aside={model.problems}>
            <ProblemList problems={model.problemList.slice(0, MAX_PROBLEMS)} links={links} />
          </Panel>
        ) : null}
        <Panel title="Description">
          <Description text={model.description} />
        </Panel>
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
