import type { Page } from '@playwright/test'

/** What somebody may set who reads better that way (WCAG 1.4.12). Paragraphs keep twice their letters' size apart. */
export const EASY_TO_READ_SPACING = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-block-end: 2em !important }
`

/** As somebody's own style sheet would come to the page: the content policy forbids a style element. An empty text takes it away. */
export function setSpacing(page: Page, css: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [sheet]
  }, css)
}

/** Text that is cut off where nobody can scroll to it. A title that ends in an ellipsis has its whole in a tooltip or on its page. */
export function clippedText(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter((element) => {
        const { overflowX, overflowY, textOverflow, clip, clipPath } = getComputedStyle(element)
        const isForReadersOnly = element.clientWidth <= 1 || clip !== 'auto' || clipPath !== 'none'
        if (isForReadersOnly || element.textContent.trim() === '') return false
        const cutsWidth = overflowX === 'hidden' || overflowX === 'clip'
        const cutsHeight = overflowY === 'hidden' || overflowY === 'clip'
        const isWider = element.scrollWidth > element.clientWidth + 1 && textOverflow !== 'ellipsis'
        return (cutsWidth && isWider) || (cutsHeight && element.scrollHeight > element.clientHeight + 2)
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  )
}
