import { buttonClass } from '../ui/button-class'
import { Choice } from '../ui/choice'
import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import { EVENT_KIND_ORDER, EVENT_KINDS } from './event-kind'

export type EventFilter = {
  readonly repo: string
  readonly kind: string
  readonly stage: string
  readonly artifact: string
}

type Props = {
  readonly filter: EventFilter
  readonly repos: readonly string[]
  readonly stages: readonly string[]
}

/** The filters of the list of events: a form that works without scripts. */
export function EventFilters({ filter, repos, stages }: Props) {
  const active = Object.values(filter).some((value) => value !== '')
  return (
    <form
      key={JSON.stringify(filter)}
      action="/activity"
      className="mb-4 flex flex-wrap items-end gap-2"
    >
      <Choice name="repo" label="Repository" value={filter.repo} any="All repositories">
        {repos.map((repo) => ({ value: repo, label: repo }))}
      </Choice>
      <Choice name="kind" label="Event" value={filter.kind} any="All events">
        {EVENT_KIND_ORDER.map((kind) => ({ value: kind, label: EVENT_KINDS[kind].label }))}
      </Choice>
      <Choice name="stage" label="Stage" value={filter.stage} any="All stages">
        {stages.map((stage) => ({ value: stage, label: stage }))}
      </Choice>
      <label className="flex min-w-40 flex-1 flex-col gap-1 text-xs text-text-faint sm:max-w-56">
        Model
        <input
          name="artifact"
          defaultValue={filter.artifact}
          placeholder="Exact name"
          autoComplete="off"
          spellCheck={false}
          className={fieldClass}
        />
      </label>
      <button type="submit" className={buttonClass('primary')}>
        <Icon name="list-filter" />
        Filter
      </button>
      {active ? (
        <a href="/activity" className={buttonClass('quiet')}>
          Clear
        </a>
      ) : null}
    </form>
  )
}
