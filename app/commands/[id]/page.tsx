import type { Metadata } from 'next'
import { NoSuchRequest } from '@/components/request/no-such-request'
import { RequestView } from '@/components/request/request-view'
import { findActor } from '@/lib/auth/find-actor'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { answerNotFound } from '@/lib/http/answer-status'
import { listStages } from '@/lib/index/read/list-stages'
import { findCommand, previewRequest } from '@/lib/promote/entry-point'
import { decodeSegment } from '../../decode-segment'
import { decide } from '../../requests/actions'

export const metadata: Metadata = { title: 'Request' }

type Props = { readonly params: Promise<{ id: string }> }

export default async function CommandPage({ params }: Props) {
  const id = decodeSegment((await params).id)
  const viewer = await requireViewer()
  const command = await findCommand(viewer, id)
  if (!command) {
    answerNotFound()
    return <NoSuchRequest />
  }

  const waiting = await previewRequest(viewer, await findActor(), id)
  const standing = waiting?.standing ?? 'watches'
  return (
    <RequestView
      command={command}
      preview={waiting?.answer ?? null}
      deciding={
        standing === 'watches' ? null : { whose: standing === 'own' ? 'own' : 'other', decide }
      }
      order={await listStages(getDatabase(), viewer)}
      now={Date.now()}
    >
      <a href="/requests" className="hover:text-text hover:underline">
        Requests
      </a>
    </RequestView>
  )
}
