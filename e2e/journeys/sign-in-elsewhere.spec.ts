import { type LyingProvider, newAccount, oidcSettings, startLyingProvider } from '@coco/testkit/lying-provider'
import { AccountPages } from '../account-pages.ts'
import { expect, journey as base } from '../journey.ts'
import { watchPage } from '../watch-page.ts'

/**
 * The provider is at another site than Coco (a number is not the same site as `localhost`), as it is in life: the browser
 * brings no session cookie when it comes back from there, and must be signed in all the same.
 */
const journey = base.extend<{ provider: LyingProvider }>({
  // Playwright reads from the pattern what a fixture needs: this one needs nothing.
  // oxlint-disable-next-line no-empty-pattern
  provider: async ({}, use) => {
    await using provider = await startLyingProvider()
    await use(provider)
  },
  stackOptions: async ({ provider }, use) => use({ settings: oidcSettings(provider, { OIDC_NAME: 'Example' }) }),
  baseURL: async ({ stack }, use) => use(stack.serverUrl.replace('127.0.0.1', 'localhost')),
  witness: async ({ page, baseURL, provider }, use) => {
    const witness = watchPage(page, baseURL ?? '')
    await use(witness)
    const goesThere = [`request: ${provider.issuer}/authorize?`, 'window: ']
    const isMeant = (complaint: string) => goesThere.some((begin) => complaint.startsWith(begin))
    expect(witness.complaints().filter((complaint) => !isMeant(complaint))).toEqual([])
  },
})

journey(
  'somebody signs in at their identity provider, chats, reloads, and signs out',
  async ({ page, chat, provider }) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with Example' }).click()
    await expect(page).toHaveURL('/')
    expect(provider.asked).toContain('/authorize')
    await expect(page.getByRole('banner')).toContainText('User Alpha')
    await chat.askAndRead('hello')
    await page.reload()
    await expect(chat.answers).toHaveCount(1)
    await new AccountPages(page).signOut()
    await expect(page).toHaveURL(/\/sign-in/)
  },
)

journey('whoever belongs to no tenant is told so, and may try again', async ({ page, provider }) => {
  provider.account = { ...newAccount(), tenant: undefined }
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with Example' }).click()
  await expect(page.getByRole('alert')).toHaveText(/^Your account belongs to no tenant here\./)
  provider.account = newAccount()
  await page.getByRole('link', { name: 'Sign in with Example' }).click()
  await expect(page.getByRole('banner')).toContainText('User Alpha')
})

journey('a provider that is down is said to be', async ({ page, provider }) => {
  provider.setDown(true)
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with Example' }).click()
  await expect(page.getByRole('alert')).toHaveText(/cannot be reached at the moment/)
  await expect(page.getByRole('button', { name: /^Sign in as User Alpha / })).toBeVisible()
})

journey(
  'a session that ends in mid-chat goes on after a sign-in at the provider, in a tab of its own',
  { tag: '@U46' },
  async ({ page, chat, context }) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with Example' }).click()
    await chat.askAndRead('say exactly: Before.')
    await chat.field.fill('And after?')
    await context.clearCookies()
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 15_000 })
    const opened = context.waitForEvent('page')
    await page.getByRole('dialog').getByRole('link', { name: 'Sign in with Example in a new tab' }).click()
    const elsewhere = await opened
    await expect(elsewhere.getByRole('banner')).toContainText('User Alpha')
    await elsewhere.close()
    // What a browser tells a page that somebody comes back to; this one has no windows.
    await page.evaluate(() => dispatchEvent(new Event('focus')))
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(chat.field).toHaveValue('And after?')
    await expect(chat.answers.locator('.prose')).toHaveText('Before.')
  },
)

journey(
  'another person who signs in at the provider in another tab takes over every tab',
  { tag: '@U46' },
  async ({ page, chat, context, provider }) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with Example' }).click()
    await chat.askAndRead('say exactly: Mine alone.')
    provider.account = { ...newAccount(), name: 'Bob Ray' }
    const elsewhere = await context.newPage()
    await elsewhere.goto('/auth/oidc/start')
    await expect(elsewhere.getByRole('button', { name: /^Account: Bob Ray/ })).toBeVisible()
    await expect(page.getByRole('button', { name: /^Account: Bob Ray/ })).toBeVisible()
    await expect(page).toHaveURL('/')
    await expect(page.getByText('Mine alone.')).toHaveCount(0)
  },
)
