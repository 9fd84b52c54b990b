import type { Page } from '@playwright/test'

/** More than there is to press on any page of a journey: who is not round by then is held somewhere. */
const MOST_PRESSES = 60

/**
 * Presses Tab all round the page, or this many times, and looks at what has the focus each time: whether it is in sight,
 * nothing lies over it, and it shows that it has the focus.
 * @returns what is wrong
 */
export async function coveredWhileTabbing(page: Page, presses?: number): Promise<string[]> {
  const found: string[] = []
  for (let press = 0; press < (presses ?? MOST_PRESSES); press++) {
    await page.keyboard.press('Tab')
    const problem = await page.evaluate((isFirst) => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const seen = document.querySelectorAll('[data-tabbed]')
      if (isFirst) for (const before of seen) before.removeAttribute('data-tabbed')
      else if (element.hasAttribute('data-tabbed')) return 'round'
      element.setAttribute('data-tabbed', '')
      const name = element.outerHTML.slice(0, 120)
      const { left, right, top, bottom } = element.getBoundingClientRect()
      // Of what is larger than the screen, as a long text box may be, the part that is on it.
      const x = (Math.max(0, left) + Math.min(innerWidth, right)) / 2
      const y = (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2
      if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return `out of sight: ${name}`
      const above = document.elementFromPoint(x, y)
      const isItself = element.contains(above) || above?.contains(element)
      if (!isItself) return `under ${above?.outerHTML.slice(0, 80)}: ${name}`
      const shows = (of: Element | null) => {
        if (!of) return false
        const { outlineStyle, outlineWidth } = getComputedStyle(of)
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
      }
      return shows(element) || shows(element.closest('.field-frame')) ? null : `no ring: ${name}`
    }, press === 0)
    if (problem === 'round') return [...new Set(found)]
    if (problem !== null) found.push(problem)
  }
  if (presses === undefined) found.push(`not all round the page after ${MOST_PRESSES} presses`)
  return [...new Set(found)]
}
