import type { Metadata } from 'next'
import { RefusalNotice } from '@/components/refusal/refusal-notice'
import { PageHeader } from '@/components/ui/page-header'
import { NoViews } from '@/components/view/no-views'
import { viewHref } from '@/components/view/view-href'
import { ViewList } from '@/components/view/view-list'
import { findActor } from '@/lib/auth/find-actor'
import { decidePermission } from '@/lib/auth/permissions'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listViews, MAX_LISTED } from '@/lib/journal/saved-views'
import type { SearchParams } from '../search-params'
import { editView, removeView } from './actions'
import { readRefused } from './refused'

export const metadata: Metadata = { title: 'Saved views' }

const ACTIONS = { edit: editView, remove: removeView }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function ViewsPage({ searchParams }: Props) {
  await requireViewer()
  const actor = await findActor()
  const refusal = readRefused(await searchParams, actor)
  const { items, total } = await listViews(getDatabase(), actor?.id ?? null, MAX_LISTED)
  const mayEditShared = decidePermission(actor, 'all-views') === 'yes'
  const views = items.map((view) => ({
    ...view,
    href: viewHref(view),
    mayEdit: view.own || mayEditShared,
  }))
  const parts = [
    { title: 'Your views', views: views.filter(({ own }) => own) },
    { title: 'Shared by others', views: views.filter(({ own }) => !own) },
  ]
  return (
    <>
      <PageHeader title="Saved views" count={total.toLocaleString('en')} />
      <div className="flex max-w-3xl flex-col gap-4">
        {refusal ? <RefusalNotice refusal={refusal} /> : null}
        {total === 0 ? <NoViews reader={actor === null ? 'anonymous' : 'signed-in'} /> : null}
        {parts.map((part) =>
          part.views.length > 0 ? (
            <ViewList key={part.title} {...part} now={Date.now()} actions={ACTIONS} />
          ) : null,
        )}
        {total > items.length ? (
          <p className="text-text-soft">
            {(total - items.length).toLocaleString('en')} more are not listed.
          </p>
        ) : null}
      </div>
    </>
  )
}
