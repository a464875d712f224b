import type { Locator, Page } from '@playwright/test'

/** The events of a page, one item each. */
export function listItems(page: Page): Locator {
  return page.getByRole('main').locator('ol > li')
}

/** The event with this tag. */
export function findItem(page: Page, tag: string): Locator {
  return listItems(page).filter({ has: page.getByText(tag, { exact: true }) })
}

/** Opens an event as a person does. */
export async function openItem(item: Locator): Promise<void> {
  await item.locator('summary').click()
}

/** What each event of a page says under a name, opened or not. */
export async function readFacts(page: Page, name: string): Promise<readonly string[]> {
  return await listItems(page).evaluateAll(
    (items, wanted) =>
      items.map((item) => {
        const names = [...item.querySelectorAll('dt')]
        const found = names.find((one) => one.textContent === wanted)
        return found?.nextElementSibling?.textContent ?? ''
      }),
    name,
  )
}

/** The tags of the events of a page, in its order. */
export function readTags(page: Page): Promise<readonly string[]> {
  return readFacts(page, 'Tag')
}
