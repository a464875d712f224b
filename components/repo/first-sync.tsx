'use client'

import { lazy } from 'react'
import type { RepoView } from '@/lib/views/repo'
import { DrawnByServer } from '../ui/drawn-by-server'
import { useLiveRepos } from './live-repos'

const FirstSyncList = lazy(() => import('./first-sync-list'))

/** The progress of the first sync. Models appear when it is done. */
export function FirstSync({ repos: withPage }: { readonly repos: readonly RepoView[] }) {
  const repos = useLiveRepos(withPage)
  return (
    <DrawnByServer content={JSON.stringify(repos)} className="contents">
      <FirstSyncList repos={repos} />
    </DrawnByServer>
  )
}
