import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The narrowest screen that everything must hold on, and a wide one. */
export const WIDTHS = [320, 1440]

/**
 * What can be found by rule, light and dark, at each width: axe, a page that scrolls to the side, and what is too small
 * to press. The page stays as it is and is looked at four times; afterwards it is light again, at the last width.
 */
export async function expectNoFlaws(page: Page, state: string, widths = WIDTHS) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settle(page)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
      expect.soft(found, `${state}, ${colorScheme}, ${width} px wide`).toEqual([])
    }
    expect.soft(await sidewaysPx(page), `${state}, ${width} px wide, scrolls to the side`).toBeLessThanOrEqual(0)
    expect.soft(await targetsBelow(page, 24), `${state}, ${width} px wide, too small to press`).toEqual([])
  }
}

/** How far the page itself can be scrolled to the side. */
export function sidewaysPx(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
}

/**
 * Everything to press that is smaller than this, either way (WCAG 2.5.8). Links within a sentence are excepted, and boxes
 * whose label is large enough to press.
 */
export function targetsBelow(page: Page, leastPx: number): Promise<string[]> {
  return page.evaluate((least) => {
    const toPress =
      'button, summary, input, select, textarea, nav a, [role=menuitem], [role=menuitemradio], [role=option], [role=slider], a[class*=touch-target]'
    const isLarge = ({ width, height }: DOMRect) => width >= least - 0.01 && height >= least - 0.01
    return [...document.querySelectorAll<HTMLElement>(toPress)]
      .filter((element) => {
        const box = element.getBoundingClientRect()
        if (box.width <= 1 || box.height <= 1 || element.matches(':disabled') || isLarge(box)) return false
        const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
        return !labels.some((label) => isLarge(label.getBoundingClientRect()))
      })
      .map((element) => {
        const { width, height } = element.getBoundingClientRect()
        return `${width.toFixed(1)} × ${height.toFixed(1)}: ${element.outerHTML.slice(0, 160)}`
      })
  }, leastPx)
}

/** Until the page is drawn as it was last told to be. */
export function settle(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}
