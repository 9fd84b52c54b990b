import type { Page } from '@playwright/test'
import { expect, journey } from '../journey.ts'

const MENU_PARTS = '**/assets/menu-parts-*.js'

journey('a menu that was asked for before it was fetched opens as soon as it is there', async ({ chat, page }) => {
  const parts = await holdBackMenuParts(page)
  await chat.signInAs('Operator')
  await chat.modelButton.click()
  await expect(page.getByRole('menu')).toHaveCount(0)
  parts.release()
  await expect(page.getByRole('menu', { name: 'Model' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(chat.modelButton).toBeFocused()
})

journey('whoever stands on a menu’s button as the menu arrives keeps their place', async ({ chat, page }) => {
  const parts = await holdBackMenuParts(page)
  await chat.signInAs('Operator')
  await chat.tenantButton.focus()
  const arrived = page.waitForResponse(MENU_PARTS)
  parts.release()
  await arrived
  await expect(chat.tenantButton).toHaveAttribute('data-state', 'closed')
  await expect(chat.tenantButton).toBeFocused()
})

async function holdBackMenuParts(page: Page) {
  const { promise, resolve: release } = Promise.withResolvers<void>()
  await page.route(MENU_PARTS, async (route) => {
    await promise
    await route.continue()
  })
  return { release }
}
