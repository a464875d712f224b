import type { EventView } from '@/lib/views/event'
import type { ModelView } from '@/lib/views/model'
import type { Expected } from './scenarios/conformance'

/** What the API says of models in the form of `formatExpectedModels`; models that GTO would not know are left out. */
export function buildModels(models: readonly ModelView[]) {
  const known = models.filter((model) => model.versionCount > 0 || Object.keys(model.stages).length)
  return Object.fromEntries(
    known.map((model) => [
      model.name,
      {
        latest: model.latest?.version ?? null,
        deprecated: model.deprecated,
        stages: Object.fromEntries(
          Object.entries(model.stages).map(([stage, holders]) => [
            stage,
            holders.map((holder) => holder.version).join(', '),
          ]),
        ),
      },
    ]),
  )
}

/** What `gto show` says of models. */
export function buildExpectedModels({ show_deprecated }: Pick<Expected, 'show_deprecated'>) {
  return Object.fromEntries(
    Object.entries(show_deprecated).map(([name, { version, active, stage }]) => [
      name,
      {
        latest: version,
        deprecated: !active,
        stages: Object.fromEntries(Object.entries(stage).filter(([, holder]) => holder !== null)),
      },
    ]),
  )
}

/** What the API says of events in the form of `formatExpectedEvents`, sorted by tag. */
export function buildEvents(events: readonly EventView[]) {
  return events
    .map(({ artifact, kind, version, stage, tag, commit, at, tagger, message }) => ({
      artifact,
      kind,
      version,
      stage,
      tag,
      commit,
      at,
      message,
      tagger: `${tagger.name} <${tagger.email}>`,
    }))
    .sort(byTag)
}

/** What `gto history` says of events. */
export function buildExpectedEvents({ history }: Pick<Expected, 'history'>) {
  return history
    .map(({ artifact, event, version, stage, ref, commit, timestamp, message, ...author }) => ({
      artifact,
      kind: event,
      version,
      stage,
      tag: ref,
      commit,
      at: timestamp,
      message,
      tagger: `${author.author} <${author.author_email}>`,
    }))
    .sort(byTag)
}

function byTag(a: { readonly tag: string }, b: { readonly tag: string }): number {
  return a.tag < b.tag ? -1 : 1
}
