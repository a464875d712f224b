import type { Page } from '@playwright/test'
import type { Server } from './start-server'

const LINK = /http:\/\/localhost:\d+(\/sign-in\/link\?key=\S+)/g

/** Signs in as the owner of a server in local mode, with the link that its terminal shows last. It works once. */
export async function signInByLink(page: Page, server: Server): Promise<void> {
  const path = [...server.output().matchAll(LINK)].at(-1)?.[1]
  if (path === undefined) throw new Error(`no link in ${server.output()}`)
  await page.goto(path)
}
