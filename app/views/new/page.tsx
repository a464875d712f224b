import type { Metadata } from 'next'
import { RefusalNotice } from '@/components/refusal/refusal-notice'
import { PageHeader } from '@/components/ui/page-header'
import { Panel } from '@/components/ui/panel'
import { UntrustedText } from '@/components/ui/untrusted-text'
import { SignInToSave } from '@/components/view/no-views'
import { SaveViewForm } from '@/components/view/save-view-form'
import { findActor } from '@/lib/auth/find-actor'
import { requireViewer } from '@/lib/auth/viewer'
import { keptParams, parseModelSearch } from '../../(models)/model-search'
import { firstParam, type SearchParams } from '../../search-params'
import { createView } from '../actions'
import { readRefused } from '../refused'

export const metadata: Metadata = { title: 'Save view' }

type Props = { readonly searchParams: Promise<SearchParams> }

/** The form of a view as a page of its own: it says why the form beside the columns was refused. */
export default async function NewViewPage({ searchParams }: Props) {
  await requireViewer()
  const params = await searchParams
  const search = parseModelSearch(params)
  const actor = await findActor()
  const refusal = readRefused(params, actor)
  if (actor === null) return <SignInToSave />
  return (
    <>
      <PageHeader title="Save view" />
      <div className="flex max-w-md flex-col gap-4">
        {refusal ? <RefusalNotice refusal={refusal} /> : null}
        <Panel title="Search">
          <p className="border-b border-line px-4 py-2.5 font-mono text-xs break-words text-text-soft">
            {search.q === '' ? 'All models' : <UntrustedText text={search.q} />}
          </p>
          <div className="px-3 py-2">
            <SaveViewForm
              search={{ ...keptParams(search), q: search.q }}
              name={firstParam(params, 'name', 100)}
              shared={firstParam(params, 'shared', 10) === 'yes'}
              save={createView}
            />
          </div>
        </Panel>
      </div>
    </>
  )
}
