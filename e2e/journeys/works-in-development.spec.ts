import { AccountPages } from '../account-pages.ts'
import { expect, journey } from '../journey.ts'
import { type PageForDevelopment, startPageForDevelopment } from '../start-page-for-development.ts'

const inDevelopment = journey.extend<{ development: PageForDevelopment }>({
  development: async ({ stack }, use) => {
    await using development = await startPageForDevelopment(stack.serverUrl)
    await use(development)
  },
  baseURL: async ({ development }, use) => use(development.url),
})

// React's StrictMode takes every component off the page once and puts it back, in development alone.
inDevelopment('two messages in a row are answered to the end, under StrictMode too', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  const first = await chat.askAndRead('count to 40')
  await expect(first.locator('.prose')).toHaveText(/^1, 2, 3, .*, 39, 40$/)
  const second = await chat.askAndRead('say exactly: And once more.')
  await expect(second.locator('.prose')).toHaveText('And once more.')
  await expect(chat.alert).toHaveCount(0)
  await expect(page.getByText('What is here may not be all.')).toHaveCount(0)
})

inDevelopment(
  'a dialog stays open until it is closed, and gives the focus back, under StrictMode too',
  async ({ chat, page }) => {
    await chat.signInAs('Operator')
    const admin = new AccountPages(page)
    await admin.openMenu('People')
    const invite = page.getByRole('button', { name: 'Invite somebody' })
    await invite.click()
    await expect(admin.dialog.getByLabel('E-mail')).toBeFocused()
    expect(await admin.fillInvitation({ name: 'Dana', email: 'dana@example.com' })).toContain('/link#')
    await expect(invite).toBeFocused()
  },
)
