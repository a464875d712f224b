import type { Page } from '@playwright/test'
import type { Login } from './scenarios/people'

export type { Login } from './scenarios/people'

/** Signs in at the issuer from the sign-in page, where `page` is; what comes next is the page that was asked for. */
export async function signInAs(page: Page, login: Login): Promise<void> {
  await page.getByRole('button', { name: 'Continue with Test issuer' }).click()
  await page.getByLabel('Login').fill(login)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/(?!interaction)/)
}
