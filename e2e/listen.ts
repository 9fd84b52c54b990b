import type { Page } from '@playwright/test'

/** Everything that was said politely since this was called, in order. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = []
    Object.assign(window, { said })
    new MutationObserver((records) => {
      for (const region of new Set(records.map(({ target }) => regionOf(target)))) {
        if (region && region.textContent !== said.at(-1)) said.push(region.textContent)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    const regionOf = (node: Node) =>
      (node instanceof Element ? node : node.parentElement)?.closest(
        '[role=status], [role=alert], [role=log], [aria-live]',
      )
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}
