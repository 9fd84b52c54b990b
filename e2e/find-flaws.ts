import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What can be found by rule: axe, a page that scrolls to the side, and what is too small to press. */
export async function expectNoFlaws(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  expect(await smallTargets(page)).toEqual([])
}

/** Everything to press that is smaller than 24 by 24 px (WCAG 2.5.8), links within text excepted. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, input, nav a, [role=menuitemradio], [role=menuitem]')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24)
      })
      .map((element) => element.outerHTML),
  )
}
