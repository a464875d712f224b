'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { viewHref } from '@/components/view/view-href'
import { decidePermission } from '@/lib/auth/permissions'
import { requireActor } from '@/lib/auth/require-actor'
import { getDatabase } from '@/lib/database/get-database'
import { changeView, deleteView, saveView } from '@/lib/journal/saved-views'
import { keptParams, parseModelSearch } from '../(models)/model-search'
import { formValues } from '../form-values'
import { buildNewView, newView, viewName } from './new-view'
import { refusedHref } from './refused'
import { viewEditor } from './view-editor'
import { viewRefusal } from './view-refusal'

/** Saves the search in the form as a view of the person, and shows it; or says why not, with what the form held. */
export async function createView(form: FormData): Promise<void> {
  const actor = await requireActor()
  const values = formValues(form)
  const text = (name: string) => values(name)[0] ?? ''
  const search = parseModelSearch({
    ...{ q: text('q'), tab: text('tab'), sort: text('sort'), pageSize: text('pageSize') },
    columns: [...values('columns')],
  })
  const kept = keptParams(search)
  const held = { ...kept, q: search.q, name: text('name').slice(0, 200), shared: text('shared') }
  const permission = decidePermission(actor, 'own-views')
  if (permission !== 'yes') redirect(refusedHref('/views/new', permission, held))
  const parsed = newView.safeParse({
    ...{
      name: text('name'),
      query: search.q,
      tab: search.kind,
      sort: kept.sort,
      columns: search.columns,
    },
    ...{ pageSize: kept.pageSize, shared: text('shared') === 'yes' },
  })
  if (!parsed.success) redirect(refusedHref('/views/new', 'bad-request', held))
  const asked = buildNewView(parsed.data)
  const saved = await saveView(getDatabase(), actor, { asked, now: new Date() })
  if (typeof saved === 'string') {
    const { code } = viewRefusal(saved, { name: asked.name, actor })
    redirect(refusedHref('/views/new', code, held))
  }
  revalidatePath('/', 'layout')
  redirect(viewHref(saved))
}

/** Renames the view in the form, and shares it or no longer does. */
export async function editView(form: FormData): Promise<void> {
  const actor = await requireActor()
  const values = formValues(form)
  const name = viewName.safeParse(values('name')[0])
  if (!name.success) redirect(refusedHref('/views', 'bad-request', {}))
  const done = await changeView(getDatabase(), viewEditor(actor), {
    id: values('id')[0] ?? '',
    name: name.data,
    shared: values('shared')[0] === 'yes',
  })
  if (done !== 'done') {
    const { code } = viewRefusal(done, { name: name.data, actor })
    redirect(refusedHref('/views', code, { name: name.data }))
  }
  revalidatePath('/', 'layout')
  redirect('/views')
}

/** Deletes the view in the form. */
export async function removeView(form: FormData): Promise<void> {
  const actor = await requireActor()
  const id = formValues(form)('id')[0] ?? ''
  const done = await deleteView(getDatabase(), viewEditor(actor), id)
  if (done !== 'done') {
    const { code } = viewRefusal(done, { name: '', actor })
    redirect(refusedHref('/views', code, {}))
  }
  revalidatePath('/', 'layout')
  redirect('/views')
}
