import { expect, type Page } from '@playwright/test'
import { openPage } from './open-page'

/** The page of all models, as a person uses it. */
export function modelsPage(page: Page) {
  const table = page.getByRole('table', { name: 'Models' })
  const expectQuery = (text: string | null) =>
    expect(page).toHaveURL(
      ({ pathname, searchParams }) => pathname === '/' && searchParams.get('q') === text,
    )
  const box = page.getByRole('combobox', { name: 'Search models' })
  return {
    table,
    box,
    open: (path = '/') => openPage(page, path),
    /** Types into the search box and presses Enter. */
    search: async (text: string) => {
      await box.fill(text)
      await box.press('Enter')
      await expectQuery(text)
    },
    expectQuery,
    expectNames: (names: readonly string[]) =>
      expect(table.locator('tbody [data-row-link]')).toHaveText([...names]),
    expectHeaders: (headers: readonly string[]) =>
      expect(table.getByRole('columnheader')).toHaveText([...headers]),
    header: (name: string) => table.getByRole('columnheader', { name, exact: true }),
    facet: (title: string) => page.getByRole('region', { name: title, exact: true }),
    pager: page.getByRole('navigation', { name: 'Pages of models' }),
    expectTotal: (total: number) =>
      expect(page.getByRole('heading', { level: 1 }).locator('+ span')).toHaveText(String(total)),
  }
}
