import { metricAt } from './noise.mjs'

/** What a letter of `reach` assigns, and how many days after the version. */
const STEPS = {
  d: { stage: 'dev', after: 0.05 },
  s: { stage: 'staging', after: 2.1 },
  p: { stage: 'production', after: 6.3 },
}

/**
 * Adds a model's life to a timeline. For each version: a commit that retrains it, its registration, and the stages
 * that it reached (`reach`: one word of d, s and p per version). `model.tag` is the name as tags have it.
 */
export function releaseModel(timeline, model) {
  model.versions.forEach((version, i) => {
    const at = model.first + Math.round(i * model.every * 86_400)
    const id = `${model.tag} ${version}`
    const by = model.by[i % model.by.length]
    timeline.change({
      id,
      at,
      by,
      message: model.messages[i] ?? `Retrain ${model.name} on newer data`,
      change: (state) => {
        state[model.key] = { model, step: i, version, ...resultsAt(model, i) }
      },
    })
    timeline.tag({
      name: `${model.tag}@${version}`,
      at: at + 1800,
      by,
      message: `Register version ${version}`,
      on: id,
      signed: model.signs === 'all',
    })
    assignStages(timeline, model, i, { at, id })
  })
}

/** One more tag of a model, `days` after the first version: `tag('production', ...)` assigns, `production!` unassigns. */
export function tagStage(timeline, model, { stage, version, days, by, message, signed = false }) {
  timeline.tag({
    name: `${model.tag}#${stage}#N`,
    at: model.first + Math.round(days * 86_400),
    by,
    message,
    on: `${model.tag} ${version}`,
    signed,
  })
}

function assignStages(timeline, model, i, { at, id }) {
  const version = model.versions[i]
  for (const letter of model.reach[i] ?? '') {
    const { stage, after } = STEPS[letter]
    timeline.tag({
      name: `${model.tag}#${stage}#N`,
      at: at + Math.round(after * 86_400),
      by: letter === 'd' ? model.by[i % model.by.length] : model.approver,
      message: `Assign the ${stage} stage to the version ${version}`,
      on: id,
      signed: model.signs === 'all' || (model.signs === 'production' && letter === 'p'),
    })
  }
}

function resultsAt(model, step) {
  const steps = model.versions.length
  const metrics = Object.entries(model.metrics).map(([name, range]) => [
    name,
    metricAt(`${model.tag} ${name}`, range, step, steps),
  ])
  const params = Object.entries(model.params).map(([name, values]) => [
    name,
    values[Math.min(step, values.length - 1)],
  ])
  return { metrics: Object.fromEntries(metrics), params: Object.fromEntries(params) }
}
