import { type ApiAnswer, refuse } from './refuse'

export function noSuchModel(wanted: { readonly repo: string; readonly name: string }): ApiAnswer {
  const message = `There is no model ${wanted.name} in a repository ${wanted.repo}.`
  return refuse({ status: 404, code: 'model-not-found', message })
}

export function noSuchRepo(slug: string): ApiAnswer {
  const message = `No repository with the slug ${slug} is connected.`
  return refuse({ status: 404, code: 'repo-not-found', message })
}
