import type { Metadata } from 'next'
import { PastNotice } from '@/components/past/past-notice'
import { NoRequests, RequestList } from '@/components/request/request-list'
import { PageHeader } from '@/components/ui/page-header'
import { TabLinks } from '@/components/ui/tab-links'
import { requireViewer } from '@/lib/auth/viewer'
import { listCommands } from '@/lib/promote/entry-point'
import { firstParam, type SearchParams } from '../search-params'

export const metadata: Metadata = { title: 'Requests' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function RequestsPage({ searchParams }: Props) {
  const search = await searchParams
  const which = firstParam(search, 'state') === 'all' ? 'all' : 'waiting'
  const viewer = await requireViewer()
  const waiting = await listCommands(viewer, { state: 'waiting' })
  const commands = which === 'all' ? await listCommands(viewer) : waiting
  const tabs = [
    { id: 'waiting', label: 'Waiting', href: '/requests', count: waiting.length },
    { id: 'all', label: 'All', href: '/requests?state=all' },
  ]
  return (
    <>
      <PastNotice at={firstParam(search, 'at', 40)} />
      <PageHeader title="Requests" />
      <div className="mb-4">
        <TabLinks label="Which requests" tabs={tabs} current={which} />
      </div>
      {commands.length === 0 ? (
        <NoRequests which={which} />
      ) : (
        <RequestList commands={commands} now={Date.now()} />
      )}
    </>
  )
}
