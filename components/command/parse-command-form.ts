import { type CommandForm, FIELD, type FormModel, type Step } from './command-form'
import { COMMAND_WORDS } from './command-words'

type Kind = CommandForm['kind']

/** All values of a field in an address or a form, in order. */
type Values = (name: string) => readonly string[]

const STEPS: readonly Step[] = ['patch', 'minor', 'major', 'named']
/** More are refused, so there is no need to read them. */
const MAX_MODELS = 101
/** Characters of a search in an address, escaped. */
const MAX_SEARCH = 8000

/** Parses the name of a command; null for any other text. */
export function parseCommandKind(text: string): Kind | null {
  return Object.hasOwn(COMMAND_WORDS, text) ? (text as Kind) : null
}

/** Parses an address or a form; missing fields are empty. `models`: the models in the path. The reason stays as it was
 *  typed: the answer to a form is shown while the person goes on typing. */
export function parseCommandForm(
  kind: Kind,
  values: Values,
  models?: readonly FormModel[],
): CommandForm {
  const first = (name: string) => values(name)[0]?.slice(0, 1000) ?? ''
  const versions = values(FIELD.version)
  const search = models ? '' : (values(FIELD.search)[0]?.slice(0, MAX_SEARCH) ?? '')
  const listed = search === '' ? values(FIELD.model).slice(0, MAX_MODELS) : []
  const named = models ?? listed.flatMap(parseModel)
  return {
    kind,
    models: named.map((model, place) => ({ ...model, version: versions[place]?.trim() ?? '' })),
    search,
    stage: first(FIELD.stage),
    commit: first(FIELD.commit),
    branch: first(FIELD.branch),
    query: first(FIELD.query),
    step: STEPS.find((step) => step === first(FIELD.step)) ?? 'patch',
    newVersion: first(FIELD.newVersion).trim(),
    reason: first(FIELD.reason),
  }
}

/** `repo:name`: a repository's slug has no colon, a model's name may have one. */
function parseModel(text: string): readonly FormModel[] {
  const colon = text.indexOf(':')
  if (colon <= 0) return []
  return [{ repo: text.slice(0, colon), name: text.slice(colon + 1), version: '' }]
}

/** Parses the address of a command's page (see commandHref); null for any other address. */
export function parseCommandUrl({ pathname, searchParams }: URL): CommandForm | null {
  const values: Values = (name) => searchParams.getAll(name)
  if (pathname === '/promote') return parseCommandForm('assign', values)
  const [, repo, name, command] = COMMAND_PATH.exec(pathname) ?? []
  const kind = parseCommandKind(command ?? '')
  if (repo === undefined || name === undefined || kind === null) return null
  const model = { repo: decodeURIComponent(repo), name: decodeURIComponent(name), version: '' }
  return parseCommandForm(kind, values, [model])
}

const COMMAND_PATH = /^\/models\/([^/]+)\/([^/]+)\/commands\/([^/]+)$/
