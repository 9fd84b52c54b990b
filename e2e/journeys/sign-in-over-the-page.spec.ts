import { ChatPage } from '../chat-page.ts'
import { expect, journey, SLOW } from '../journey.ts'

const COUNTED = Array.from({ length: 120 }, (_, index) => index + 1).join(', ')

journey.use({ stackOptions: { emulator: { pace: SLOW } } })

journey(
  'a session that ends in mid-answer is begun anew over the page: the answer goes on, and the draft is there',
  { tag: ['@U46', '@U54'] },
  async ({ chat, page, context, stack }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('count to 120')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText('10, ')
    const address = page.url()
    await chat.field.fill('half a thought')
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    await context.clearCookies()
    const dialog = page.getByRole('dialog', { name: 'Sign in again to go on' })
    await expect(dialog).toBeVisible({ timeout: 15_000 })
    await expect(text).toContainText('10, ')

    await dialog.getByRole('button', { name: /^Sign in as User Alpha / }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page).toHaveURL(address)
    await expect(chat.field).toHaveValue('half a thought')
    await expect(chat.field).toBeFocused()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
    await expect(text).toHaveText(COUNTED)
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(1)
  },
)

journey(
  'for another person everything is emptied; and whoever signs in in another tab is noticed here',
  { tag: '@U46' },
  async ({ chat, page, context }) => {
    const dialog = page.getByRole('dialog', { name: 'Sign in again to go on' })
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Mine alone.')
    const address = page.url()
    await chat.field.fill('And this')
    await context.clearCookies()
    await expect(dialog).toBeVisible({ timeout: 15_000 })
    const elsewhere = new ChatPage(await context.newPage())
    await elsewhere.signInAs('User Alpha')
    await page.bringToFront()
    await expect(dialog).toHaveCount(0)
    await expect(page).toHaveURL(address)
    await expect(chat.field).toHaveValue('And this')
    await expect(chat.answers.locator('.prose')).toHaveText('Mine alone.')
    await elsewhere.page.close()

    await context.clearCookies()
    await expect(dialog).toBeVisible({ timeout: 15_000 })
    // Somebody was just writing.
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: /^Sign in as User Beta / }).click()
    await expect(page).toHaveURL('/')
    await expect(page.getByRole('banner')).toContainText('User Beta')
    await expect(chat.field).toHaveValue('')
    await expect(page.getByText('Mine alone.')).toHaveCount(0)
  },
)

journey(
  'whoever leaves the page instead signs in elsewhere, and is not asked again; what happens in other tabs is followed',
  { tag: '@U46' },
  async ({ chat, page, context }) => {
    const dialog = page.getByRole('dialog', { name: 'Sign in again to go on' })
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Here we were.')
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Back to the chat' }).click()
    await expect(chat.answers).toHaveCount(1)
    await context.clearCookies()
    await expect(dialog).toBeVisible({ timeout: 15_000 })
    await page.goBack()
    await page.getByRole('button', { name: 'Save name' }).click()
    await expect(page.getByText('Your session has ended.')).toBeVisible()
    await page.getByRole('button', { name: /^Sign in as User Alpha / }).click()
    await page.getByRole('link', { name: 'Back to the chat' }).click()
    await expect(chat.answers.locator('.prose')).toHaveText('Here we were.')
    await expect(dialog).toHaveCount(0)

    const elsewhere = new ChatPage(await context.newPage())
    await context.clearCookies()
    await elsewhere.signInAs('User Beta')
    await expect(page.getByRole('banner')).toContainText('User Beta')
    await expect(page.getByText('Here we were.')).toHaveCount(0)
    await expect(dialog).toHaveCount(0)
  },
)

journey(
  'who is told that the session is over while somebody else signs in is shown nothing of the one under the other',
  { tag: '@U46' },
  async ({ chat, page, context }) => {
    // This tab hears of nothing.
    await page.addInitScript(() => {
      BroadcastChannel.prototype.addEventListener = () => {}
    })
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Mine alone.')
    const elsewhere = new ChatPage(await context.newPage())
    let signingIn: Promise<void> | null = null
    await page.route(/session\.me/, async (route) => {
      await (signingIn ??= elsewhere.signInAs('User Beta'))
      await route.continue()
    })
    await context.clearCookies()
    await expect(page.getByRole('banner')).toContainText('User Beta', { timeout: 15_000 })
    await expect(page).toHaveURL('/')
    await expect(page.getByText('Mine alone.')).toHaveCount(0)
  },
)

journey(
  'who works as several tenants goes on as the one that the page is of, wherever they sign in',
  { tag: '@U46' },
  async ({ chat, page, context }) => {
    const dialog = page.getByRole('dialog', { name: 'Sign in again to go on' })
    await chat.signInAs('Operator')
    await chat.switchTo('User Beta')
    await chat.askAndRead('say exactly: As Beta.')
    const address = page.url()
    await context.clearCookies()
    await expect(dialog).toBeVisible({ timeout: 15_000 })
    const elsewhere = new ChatPage(await context.newPage())
    await elsewhere.signInAs('Operator')
    await expect(dialog).toHaveCount(0)
    await expect(page).toHaveURL(address)
    await expect(chat.answers.locator('.prose')).toHaveText('As Beta.')
    await expect(elsewhere.tenantButton).toHaveAccessibleName(/^Tenant: User Beta/)
  },
)
