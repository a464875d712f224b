import type { Metadata } from 'next'
import { OperationList } from '@/components/api/operation-list'
import { PageHeader } from '@/components/ui/page-header'
import { API_ROOT } from '../api/v1/_api/open-api'
import { readOwnAddress } from '../own-address'
import { readAccess } from '../read-access'
import { listOperations } from './list-operations'

export const metadata: Metadata = { title: 'API' }

export default async function ReferencePage() {
  const address = await readOwnAddress()
  return (
    <>
      <PageHeader title="API">
        <a href="/api/v1/openapi.json" className="text-accent underline-offset-4 hover:underline">
          OpenAPI document
        </a>
      </PageHeader>
      <OperationList
        root={`${address}${API_ROOT}`}
        operations={listOperations({ address, reading: await readAccess() })}
      />
    </>
  )
}
