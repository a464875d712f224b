import { headers } from 'next/headers'
import { decideViewer } from '@/lib/auth/decide-viewer'
import { getConfig } from '@/lib/config/get-config'

/** Whether a program that reads from this server needs a token, as the reader of this page reaches it. */
export async function readAccess(): Promise<'open' | 'needs-token'> {
  return decideViewer(getConfig(), null, await headers()) === null ? 'needs-token' : 'open'
}
