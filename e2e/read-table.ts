import type { Locator } from '@playwright/test'

/** A table as people see it: for each body row, the text of each cell under its column's header, in one line. */
export async function readTable(
  table: Locator,
): Promise<readonly Readonly<Record<string, string>>[]> {
  return table.evaluate((element: HTMLTableElement) => {
    // biome-ignore lint/performance/useDomNodeTextContent: what is seen is asked for, not what is hidden
    const text = (cell: HTMLElement) => cell.innerText.replace(/\s+/g, ' ').trim()
    const headers = [...(element.tHead?.rows[0]?.cells ?? [])].map(text)
    return [...(element.tBodies[0]?.rows ?? [])].map((row) =>
      Object.fromEntries([...row.cells].map((cell, place) => [headers[place] ?? '', text(cell)])),
    )
  })
}
