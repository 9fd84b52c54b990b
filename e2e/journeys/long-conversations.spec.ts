import type { Stack } from '@coco/testkit/start-stack'
import type { Page } from '@playwright/test'
import type { ChatPage } from '../chat-page.ts'
import { expect, journey } from '../journey.ts'

const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 1440, height: 900 },
]
const EXCHANGES = 36

/** @returns the way to it */
async function makeLong(stack: Stack): Promise<string> {
  const { client } = await stack.signIn('user-alpha')
  const { conversationId } = await client.converse('say exactly: The kingfisher is number 0.')
  for (let number = 1; number < EXCHANGES; number++) {
    await client.converse({
      content: `say exactly: Answer number ${number}.\n\nWith a second paragraph.`,
      conversationId,
    })
  }
  return `/c/${conversationId}`
}

/** Not a reload: that comes back to where one was. */
async function openAnew(chat: ChatPage, page: Page, path: string) {
  await page.goto('about:blank')
  await page.goto(path)
  await expect(answer(chat, 35)).toBeInViewport()
}

const answer = (chat: ChatPage, number: number) => chat.answers.filter({ hasText: `Answer number ${number}.` })
const showEarlier = (page: Page) => page.getByRole('button', { name: /^Show earlier/ })

journey('a conversation of many messages opens at its end', { tag: '@U50' }, async ({ chat, page, stack }) => {
  const path = await makeLong(stack)
  await chat.signInAs('User Alpha')
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await openAnew(chat, page, path)
    await chat.field.pressSequentially('Typed under it')
    await expect(chat.field).toHaveValue('Typed under it')
    await expect(chat.field).toBeInViewport({ ratio: 1 })
    await chat.field.fill('')
    // Not all of it, and all of what is near.
    await expect(answer(chat, 20)).toHaveCount(1)
    await expect(answer(chat, 2)).toHaveCount(0)

    // What is read stays where it is while earlier ones come.
    await page.evaluate(() => window.scrollTo({ top: 500, behavior: 'instant' }))
    const topmost = answer(chat, 18)
    await topmost.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
    await expect(answer(chat, 7)).toHaveCount(1)
    const middle = await topmost.boundingBox()
    expect(Math.abs((middle?.y ?? 0) + (middle?.height ?? 0) / 2 - size.height / 2)).toBeLessThan(size.height / 4)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
})

journey('a long conversation has the rest as one goes there', { tag: '@U50' }, async ({ chat, page, stack }) => {
  const path = await makeLong(stack)
  await chat.signInAs('User Alpha')

  // By keyboard, one step at a time; the focus goes where reading goes on.
  await openAnew(chat, page, path)
  const count = await chat.answers.count()
  await showEarlier(page).focus()
  await showEarlier(page).press('Enter')
  await expect.poll(() => chat.answers.count()).toBeGreaterThan(count)
  await expect(page.locator('main ol').locator(':focus')).toBeVisible()

  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press('Home')
  await expect(chat.answers.first()).toContainText('The kingfisher is number 0.')
  await expect(chat.answers.first()).toBeInViewport()

  // The way on from there leads through all of it.
  for (let number = 1; number < EXCHANGES; number++) {
    await answer(chat, number).evaluate((element) => element.scrollIntoView({ block: 'end', behavior: 'instant' }))
  }
  await expect(showEarlier(page)).toHaveCount(0)
  await expect(chat.answers).toHaveCount(EXCHANGES)
})

journey(
  'what stands far up is found, and whoever was in the middle comes back there',
  { tag: '@U50' },
  async ({ chat, page, stack }) => {
    const path = await makeLong(stack)
    await chat.signInAs('User Alpha')

    // Written far up, found by its word, and to be asked in other words there.
    await openAnew(chat, page, path)
    await page.getByLabel('Search conversations').fill('kingfisher')
    // The conversation is in the list too, and a hit by its title: only a hit of a message leads up there.
    await chat.list.locator('a[href*="message="]').filter({ hasText: 'kingfisher' }).first().click()
    const found = chat.answers.first()
    await expect(found).toContainText('The kingfisher is number 0.')
    await expect(found).toBeInViewport()
    await expect(page.locator('main ol h2:focus')).toBeInViewport()
    await found.getByRole('button', { name: 'Copy answer' }).click()
    expect(await chat.clipboard()).toBe('The kingfisher is number 0.')

    // Whoever goes elsewhere from the middle of it is in the middle of it again (text glides in by some pixels).
    await openAnew(chat, page, path)
    await answer(chat, 28).evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
    const place = (await answer(chat, 28).boundingBox())?.y ?? Number.NaN
    await chat.startNewChat()
    await chat.list.getByRole('link').first().click()
    await expect(answer(chat, 28)).toBeInViewport()
    await expect
      .poll(async () => Math.abs(((await answer(chat, 28).boundingBox())?.y ?? Number.NaN) - place))
      .toBeLessThan(8)
  },
)
