import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'

journey(
  'how the page looks on this device is chosen at once, holds in other tabs, and is there before anything is drawn',
  { tag: '@U61' },
  async ({ chat, page, context }) => {
    await chat.signInAs('User Alpha')
    const other = await context.newPage()
    await other.goto('/')
    const account = new AccountPages(page)
    await account.openMenu('Settings')
    const html = page.locator('html')
    const choose = (group: string, option: string) =>
      page.getByRole('group', { name: group }).getByRole('radio', { name: option }).check()

    await choose('Colours', 'Dark')
    await choose('Contrast', 'High')
    await choose('Motion', 'Reduced')
    await choose('What a screen reader is told of an answer', 'Whole sentences as they come')
    for (const one of [html, other.locator('html')]) {
      await expect(one).toHaveAttribute('data-theme', 'dark')
      await expect(one).toHaveAttribute('data-contrast', 'more')
      await expect(one).toHaveAttribute('data-motion', 'reduced')
    }

    await page.addInitScript(() => {
      const observer = new MutationObserver(() => {
        if (!document.body) return
        observer.disconnect()
        Object.assign(window, { atFirst: Object.assign({}, document.documentElement.dataset) })
      })
      observer.observe(document, { childList: true, subtree: true })
    })
    await page.reload()
    await expect(page.getByRole('group', { name: 'Contrast' }).getByRole('radio', { name: 'High' })).toBeChecked()
    await expect(page.getByRole('radio', { name: 'Whole sentences as they come' })).toBeChecked()
    expect(await page.evaluate(() => (window as { atFirst?: unknown }).atFirst)).toEqual({
      theme: 'dark',
      contrast: 'more',
      motion: 'reduced',
    })

    // The menu says the same, and changes the same.
    await page.getByRole('button', { name: /^Account: / }).click()
    await page.getByRole('menuitemradio', { name: 'Same as system' }).click()
    await expect(html).not.toHaveAttribute('data-theme')
    await expect(
      page.getByRole('group', { name: 'Colours' }).getByRole('radio', { name: 'Same as system' }),
    ).toBeChecked()
  },
)

journey(
  '? lists every shortcut; single characters never act while one writes, and can be turned off',
  { tag: ['@U63', '@U54'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    const account = page.getByRole('button', { name: /^Account: / })
    await chat.field.fill('')
    await chat.field.pressSequentially('n? /')
    await expect(chat.field).toHaveValue('n? /')
    await expect(dialog).toHaveCount(0)

    await account.focus()
    await page.keyboard.press('?')
    await expect(dialog).toBeVisible()
    for (const line of [/Search conversations\s*\//, /To the next message\s*j/, /Begin a new line\s*Shift\s*Enter/])
      await expect(dialog).toContainText(line)
    // Behind a dialog a letter does nothing; whoever leaves it is where they were.
    await page.keyboard.press('n')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(account).toBeFocused()

    // In a menu a letter finds an entry, and with Ctrl it is the browser’s.
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Settings' })).toBeFocused()
    await page.keyboard.press('n')
    await expect(chat.field).toHaveValue('n? /')
    await page.keyboard.press('Escape')
    await expect(account).toBeFocused()

    await chat.askAndRead('Say hello')
    await account.focus()
    await page.keyboard.press('n')
    await expect(page).toHaveURL('/')
    await expect(chat.field).toBeFocused()
    await expect(chat.field).toHaveValue('')

    await account.click()
    await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click()
    await dialog.getByRole('button', { name: 'Turn single characters off' }).click()
    await expect(dialog).toContainText('Shortcuts of a single character are turned off.')
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(account).toBeFocused()
    await page.keyboard.press('?')
    await page.keyboard.press('/')
    await page.reload()
    await expect(chat.field).toBeFocused()
    await account.focus()
    await page.keyboard.press('?')
    await new AccountPages(page).openMenu('Settings')
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('radio', { name: 'Off' })).toBeChecked()
    await page.getByRole('radio', { name: 'On', exact: true }).check()
    await page.keyboard.press('?')
    await expect(dialog).toBeVisible()
  },
)
