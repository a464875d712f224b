import { headers } from 'next/headers'
import { formatOrigin } from '@/lib/auth/same-origin'
import { getConfig } from '@/lib/config/get-config'

/** What an address may look like that people paste into a terminal. */
const PLAIN = /^https?:\/\/[\w.[\]:-]+$/

/** The address at which the reader of this page reaches this server, for commands: `http://localhost:3000`. */
export async function readOwnAddress(): Promise<string> {
  const origin = formatOrigin(getConfig(), await headers())
  return origin !== null && PLAIN.test(origin) ? origin : 'http://localhost:3000'
}
