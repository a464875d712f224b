import { headers } from 'next/headers'
import { getConfig } from '@/lib/config/get-config'
import type { Viewer } from '@/lib/index/read/viewer'
import { decideViewer } from './decide-viewer'
import { findActor } from './find-actor'
import { redirectToSignIn } from './redirect-to-sign-in'

/** The viewer of this page. Redirects a reader who may not read at all to the sign-in page. */
export async function requireViewer(): Promise<Viewer> {
  return (await findViewer()) ?? redirectToSignIn()
}

/** As requireViewer, but null when the reader may not read at all. */
export async function findViewer(): Promise<Viewer | null> {
  return decideViewer(getConfig(), await findActor(), await headers())
}
