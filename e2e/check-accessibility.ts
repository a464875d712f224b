import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const WIDE = { width: 1440, height: 900 }
export const PHONE = { width: 390, height: 844 }

/** Fails on what axe finds serious or critical on the page as it stands, in both themes where it is wide and in one on a
 *  phone, and where it has to be scrolled sideways (WCAG 2.2, 1.4.10). Leaves the page as wide as it was. */
export async function checkAccessibility(page: Page, sizes = [WIDE, PHONE]): Promise<void> {
  const before = page.viewportSize() ?? WIDE
  for (const size of sizes) {
    await page.setViewportSize(size)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(size.width)
    // Colours are the same on every screen, and all but colours in both themes.
    const themes = size === PHONE ? (['dark'] as const) : (['light', 'dark'] as const)
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await finishAnimations(page)
      const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
      if (size !== PHONE && colorScheme === 'dark')
        axe.withRules(['color-contrast', 'link-in-text-block'])
      // Legacy: in the page itself, which has no frames, instead of in a second page.
      const { violations } = await axe.setLegacyMode().analyze()
      const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      const found = bad.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join('\n')}`,
      )
      expect({ colorScheme, width: size.width, found }).toEqual({
        colorScheme,
        width: size.width,
        found: [],
      })
    }
  }
  await page.setViewportSize(before)
}

/** Ends what had begun to fade before motion was reduced: its colours are not those that a reader gets. What moves with
 *  scrolling has another timeline and stays. */
async function finishAnimations(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect?.getComputedTiming() ?? {}
      const isEnding = animation.timeline === document.timeline && Number.isFinite(Number(endTime))
      if (isEnding && animation.playState === 'running') animation.finish()
    }
  })
}
