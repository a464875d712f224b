import { modelHref } from '../model/model-href'
import { type Asked, askedFields } from './asked'
import { FIELD } from './field'

/** The plain page of a command: one model has its own, several share one. It works without scripts. */
export function commandPath({ kind, models }: Asked): string {
  const [model, ...others] = models
  const alone = model !== undefined && others.length === 0
  return alone ? `${modelHref(model)}/commands/${kind}` : '/promote'
}

/** That page with all that is asked. */
export function commandHref(asked: Asked): string {
  const path = commandPath(asked)
  const alone = path !== '/promote'
  const said: readonly string[] = [
    FIELD.kind,
    ...(alone ? [FIELD.model] : []),
    ...(asked.step === 'patch' ? [FIELD.step] : []),
  ]
  const fields = askedFields(asked).filter(
    ([name, value]) => !said.includes(name) && !(alone && value === ''),
  )
  if (fields.length === 0) return path
  const query = new URLSearchParams(fields.map(([name, value]) => [name, value]))
  return `${path}?${String(query).replace(/%(?:2C|2F|3A|40)/g, decodeURIComponent)}`
}
