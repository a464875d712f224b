'use client'

import { lazy } from 'react'
import type { RepoView } from '@/lib/views/repo'
import { DrawnByServer } from '../ui/drawn-by-server'
import { useLiveRepos } from './live-repos'

const FirstSyncList = lazy(() => import('./first-sync-list'))

/** Repositories are being read for the first time; models appear here by themselves. */
export function FirstSync({ repos: withPage }: { readonly repos: readonly RepoView[] }) {
  const repos = useLiveRepos(withPage)
  return (
    <DrawnByServer content={JSON.stringify(repos)} className="contents">
      <FirstSyncList repos={repos} />
    </DrawnByServer>
  )
}
