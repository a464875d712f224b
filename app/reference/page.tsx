import type { Metadata } from 'next'
import { OperationList } from '@/components/api/operation-list'
import { PageHeader } from '@/components/ui/page-header'
import { listOperations } from './list-operations'

export const metadata: Metadata = { title: 'API' }

export default function ReferencePage() {
  return (
    <>
      <PageHeader title="API">
        <a href="/api/v1/openapi.json" className="text-accent underline-offset-4 hover:underline">
          OpenAPI document
        </a>
      </PageHeader>
      <OperationList operations={listOperations()} />
    </>
  )
}
