'use server'

import { revalidatePath } from 'next/cache'
import type { SyncAnswer } from '@/components/repo/sync-button'
import { requireViewer } from '@/lib/auth/viewer'
import { requestSync } from '@/lib/sync/request-sync'

/** Asks for a sync of the repository that the form names, if the viewer may see it. */
export async function syncNow(_before: SyncAnswer | null, form: FormData): Promise<SyncAnswer> {
  const { repos } = await requireViewer()
  const slug = form.get('slug')
  if (typeof slug !== 'string') return 'unknown-repo'
  if (repos !== 'all' && !repos.includes(slug)) return 'unknown-repo'
  const answer = await requestSync(slug)
  revalidatePath('/repos')
  return answer
}
