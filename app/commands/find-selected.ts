import type { CommandForm } from '@/components/command/command-form'
import type { Actor } from '@/lib/auth/actor'
import { listOwnNames } from '@/lib/auth/own-names'
import { getDatabase } from '@/lib/database/get-database'
import { listModels } from '@/lib/index/read/list-models'
import type { Viewer } from '@/lib/index/read/viewer'
import { MAX_COMMANDS } from '@/lib/promote/request/command-request'
import { parseQuery } from '@/lib/search/parse-query'
import type { Refusal } from '@/lib/views/refusal'
import { parseModelSearch } from '../(models)/model-search'
import { findKindOf, findUsualKind } from '../(models)/type-tabs'

type Selected =
  | { readonly kind: 'form'; readonly form: CommandForm }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

type Reader = { readonly viewer: Viewer; readonly actor: Actor | null }

/** The form with the models that its search finds now, by name. One with more models than one push takes is refused. */
export async function findSelected(form: CommandForm, reader: Reader): Promise<Selected> {
  if (form.search !== '') return await findFound(form, reader)
  return form.models.length > MAX_COMMANDS ? refuse(null) : { kind: 'form', form }
}

async function findFound(form: CommandForm, { viewer, actor }: Reader): Promise<Selected> {
  const params = new URLSearchParams(form.search.slice(form.search.indexOf('?') + 1))
  const search = parseModelSearch(Object.fromEntries(params))
  const { query } = parseQuery(search.q)
  const kind = search.kind ?? findUsualKind(query)
  const { items, total } = await listModels(getDatabase(), viewer, {
    query,
    sort: { column: { kind: 'name' }, direction: 'up' },
    page: 1,
    pageSize: MAX_COMMANDS,
    kind: findKindOf(kind),
    now: new Date(),
    me: listOwnNames(actor),
  })
  if (total > MAX_COMMANDS) return refuse(total)
  const models = items.map(({ repo, name }) => ({ repo, name, version: '' }))
  return { kind: 'form', form: { ...form, search: '', models } }
}

/** `found`: null where the models were selected one by one. */
function refuse(found: number | null): Selected {
  return {
    kind: 'refused',
    refusal: { code: 'models-too-many', details: { found, most: MAX_COMMANDS } },
  }
}
