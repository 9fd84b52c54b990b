import { ChatPage } from '../chat-page.ts'
import { expect, journey } from '../journey.ts'

journey(
  'whoever signs in again is back in the conversation, with the text that was not sent',
  { tag: '@U46' },
  async ({ chat, page, context }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Here we were.')
    const address = page.url()
    await chat.field.fill('And where were we?')
    await context.clearCookies()
    // Unless the list, which is asked for again and again, was told first.
    await chat.field.press('Enter', { timeout: 3_000 }).catch(() => {})
    await expect(page.getByText('Your session has ended.')).toBeVisible()
    await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
    await expect(page).toHaveURL(address)
    await expect(chat.answers.locator('.prose')).toHaveText('Here we were.')
    await expect(chat.field).toHaveValue('And where were we?')
  },
)

journey(
  'so is whoever looked at another page; signing out ends that, in every tab',
  async ({ chat, page, context }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Here we were.')
    const address = page.url()
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Back to the chat' }).click()
    await expect(page).toHaveURL(address)
    const elsewhere = new ChatPage(await context.newPage())
    await elsewhere.page.goto(address)
    await elsewhere.field.fill('Not sent yet')
    const keptElsewhere = () =>
      elsewhere.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('coco.')))
    expect((await keptElsewhere()).length).toBeGreaterThan(0)
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(elsewhere.page).toHaveURL(/\/sign-in/)
    await expect.poll(keptElsewhere).toEqual([])
    await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
    await expect(chat.list.getByRole('link')).toHaveCount(1)
    await expect(page).toHaveURL('/')
  },
)
