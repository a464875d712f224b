import { type Asked, type AskedModel, FIELD, type Step } from '@/components/command/asked'
import { COMMAND_WORDS } from '@/components/command/command-words'
import type { Values } from '../form-values'

type Kind = Asked['kind']

const STEPS: readonly Step[] = ['patch', 'minor', 'major', 'named']
const MOST_MODELS = 100

/** A command by its name in an address; null for any other text. */
export function parseCommandKind(text: string): Kind | null {
  return Object.hasOwn(COMMAND_WORDS, text) ? (text as Kind) : null
}

/** What an address or a form asks; what it does not say is empty. `models`: those that the path names. */
export function parseAsked(kind: Kind, values: Values, models?: readonly AskedModel[]): Asked {
  const first = (name: string) => values(name)[0]?.slice(0, 1000) ?? ''
  const versions = values(FIELD.version)
  const named = models ?? values(FIELD.model).slice(0, MOST_MODELS).flatMap(parseModel)
  return {
    kind,
    models: named.map((model, place) => ({ ...model, version: versions[place]?.trim() ?? '' })),
    stage: first(FIELD.stage),
    commit: first(FIELD.commit),
    branch: first(FIELD.branch),
    query: first(FIELD.query),
    step: STEPS.find((step) => step === first(FIELD.step)) ?? 'patch',
    newVersion: first(FIELD.newVersion).trim(),
    reason: first(FIELD.reason).trim(),
  }
}

/** `repo:name`: a repository's slug has no colon, a model's name may have one. */
function parseModel(text: string): readonly AskedModel[] {
  const colon = text.indexOf(':')
  if (colon <= 0) return []
  return [{ repo: text.slice(0, colon), name: text.slice(colon + 1), version: '' }]
}
