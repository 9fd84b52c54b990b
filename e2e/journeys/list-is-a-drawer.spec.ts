import { expect, journey } from '../journey.ts'

journey.use({ viewport: { width: 390, height: 844 } })

journey(
  'on a narrow screen the list is a drawer that keeps the focus and gives it back; Back closes it first',
  { tag: ['@U54', '@U66'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: One.')
    await chat.startNewChat()
    await chat.askAndRead('say exactly: Two.')
    await expect(chat.list).toHaveCount(0)
    const address = page.url()

    const open = page.getByRole('button', { name: 'Conversations', exact: true })
    await open.focus()
    await page.keyboard.press('Enter')
    const drawer = page.getByRole('dialog', { name: 'Conversations' })
    await expect(drawer).toBeVisible()
    const isInDrawer = () => drawer.evaluate((element) => element.contains(document.activeElement))
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab')
      // Between the last and the first the browser's own buttons have their turn; the page behind never has.
      const isOnPageBehind = await page.evaluate(() => document.activeElement?.closest('header, main') !== null)
      expect(isOnPageBehind).toBe(false)
    }
    await page.getByLabel('Search conversations').focus()
    expect(await isInDrawer()).toBe(true)
    await page.keyboard.press('Escape')
    await expect(drawer).toHaveCount(0)
    await expect(open).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(drawer).toBeVisible()
    await page.goBack()
    await expect(drawer).toHaveCount(0)
    await expect(open).toBeFocused()
    await expect(page).toHaveURL(address)
    await expect(chat.answers.locator('.prose')).toHaveText('Two.')

    // What one goes to takes the drawer's place: Back leads to the chat before, without a drawer in between.
    await page.keyboard.press('Enter')
    await drawer.getByRole('link').last().click()
    await expect(drawer).toHaveCount(0)
    await expect(chat.answers.locator('.prose')).toHaveText('One.')
    await expect(chat.field).toBeFocused()
    await page.goBack()
    await expect(chat.answers.locator('.prose')).toHaveText('Two.')
    await expect(drawer).toHaveCount(0)

    // A letter leads to the search, when nothing is being written.
    await open.focus()
    await page.keyboard.press('/')
    await expect(page.getByLabel('Search conversations')).toBeFocused()
  },
)

journey(
  'a window that becomes wide shows the list beside the text, and no drawer when it is narrow again',
  { tag: '@U66' },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.openList()
    await page.setViewportSize({ width: 1200, height: 800 })
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page.getByRole('complementary').getByRole('navigation', { name: 'Conversations' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Conversations', exact: true })).toBeHidden()
    await page.setViewportSize({ width: 390, height: 844 })
    await expect(page.getByRole('button', { name: 'Conversations', exact: true })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(chat.list).toHaveCount(0)
  },
)
