import type { Cookie, Page } from '@playwright/test'
import type { Server } from './start-server'

const LINK = /http:\/\/localhost:\d+(\/sign-in\/link\?key=\S+)/g

/** The sessions of this worker, by the address of their server: a link works once. */
const sessions = new Map<string, readonly Cookie[]>()

/** Signs in as the owner of a server in local mode: with the link that its terminal shows, later with the same session. */
export async function signInByLink(page: Page, server: Server): Promise<void> {
  const known = sessions.get(server.url)
  if (known !== undefined) return await page.context().addCookies(known)
  const path = [...server.output().matchAll(LINK)].at(-1)?.[1]
  if (path === undefined) throw new Error(`no link in ${server.output()}`)
  await page.goto(path)
  sessions.set(server.url, await page.context().cookies(server.url))
}
