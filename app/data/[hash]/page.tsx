import type { Metadata } from 'next'
import { ContentPage } from '@/components/data/content-page'
import { NoSuchData } from '@/components/data/no-such-data'
import { PastNotice } from '@/components/past/past-notice'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { findData } from '@/lib/index/read/find-data'
import { listStages } from '@/lib/index/read/list-stages'
import { addressesOf } from '../../addresses-of'
import { decodeSegment } from '../../decode-segment'
import { lineageHref, pipelineHref } from '../../lineage-links'
import { firstParam, type SearchParams } from '../../search-params'

type Props = {
  readonly params: Promise<{ hash: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Data ${decodeSegment((await params).hash).slice(0, 12)}` }
}

export default async function DataPage({ params, searchParams }: Props) {
  const hash = decodeSegment((await params).hash)
  const database = getDatabase()
  const viewer = await requireViewer()
  const [content, stages] = await Promise.all([
    findData(database, viewer, { hash, addressesOf }),
    listStages(database, viewer),
  ])
  if (content === null) {
    answerNotFound()
    return <NoSuchData />
  }
  return (
    <>
      <PastNotice at={firstParam(await searchParams, 'at', 40)} />
      <ContentPage
        content={content}
        stages={stages}
        versionHref={lineageHref}
        placeHref={({ repo, commit }) => pipelineHref(repo, commit)}
      />
    </>
  )
}
