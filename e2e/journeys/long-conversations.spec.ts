import type { Stack } from '@coco/testkit/start-stack'
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

journey(
  'a conversation of many messages opens at its end and has the rest as one goes there',
  { tag: '@U50' },
  async ({ chat, page, stack }) => {
    const path = await makeLong(stack)
    await chat.signInAs('User Alpha')
    // Not a reload: that comes back to where one was.
    const openAnew = async () => {
      await page.goto('about:blank')
      await page.goto(path)
    }
    const early = page.getByRole('button', { name: /^Show earlier/ })
    const answer = (number: number) => chat.answers.filter({ hasText: `Answer number ${number}.` })
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await openAnew()
      await expect(answer(35)).toBeInViewport()
      await chat.field.pressSequentially('Typed under it')
      await expect(chat.field).toHaveValue('Typed under it')
      await expect(chat.field).toBeInViewport({ ratio: 1 })
      await chat.field.fill('')
      // Not all of it, and all of what is near.
      await expect(answer(20)).toHaveCount(1)
      await expect(answer(2)).toHaveCount(0)

      // What is read stays where it is while earlier ones come.
      await page.evaluate(() => window.scrollTo({ top: 500, behavior: 'instant' }))
      const topmost = answer(18)
      await topmost.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
      await expect(answer(7)).toHaveCount(1)
      const middle = await topmost.boundingBox()
      expect(Math.abs((middle?.y ?? 0) + (middle?.height ?? 0) / 2 - size.height / 2)).toBeLessThan(size.height / 4)
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    }

    // By keyboard, one step at a time; the focus goes where reading goes on.
    await openAnew()
    await expect(answer(35)).toBeInViewport()
    const count = await chat.answers.count()
    await early.focus()
    await early.press('Enter')
    await expect.poll(() => chat.answers.count()).toBeGreaterThan(count)
    await expect(page.locator('main ol').locator(':focus')).toBeVisible()

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('Home')
    await expect(chat.answers.first()).toContainText('The kingfisher is number 0.')
    await expect(chat.answers.first()).toBeInViewport()

    // The way on from there leads through all of it.
    for (let number = 1; number < EXCHANGES; number++) {
      await answer(number).evaluate((element) => element.scrollIntoView({ block: 'end', behavior: 'instant' }))
    }
    await expect(early).toHaveCount(0)
    await expect(chat.answers).toHaveCount(EXCHANGES)

    // Written far up, found by its word, and to be asked in other words there.
    await openAnew()
    await expect(answer(35)).toBeInViewport()
    await page.getByLabel('Search conversations').fill('kingfisher')
    await chat.list.getByRole('link').filter({ hasText: 'kingfisher' }).last().click()
    const found = chat.answers.first()
    await expect(found).toContainText('The kingfisher is number 0.')
    await expect(found).toBeInViewport()
    await expect(page.locator('main ol h2:focus')).toBeInViewport()
    await found.getByRole('button', { name: 'Copy answer' }).click()
    expect(await chat.clipboard()).toBe('The kingfisher is number 0.')

    // Whoever goes elsewhere from the middle of it is in the middle of it again (text glides in by some pixels).
    await openAnew()
    await expect(answer(35)).toBeInViewport()
    await answer(28).evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }))
    const place = (await answer(28).boundingBox())?.y ?? Number.NaN
    await chat.startNewChat()
    await chat.list.getByRole('link').first().click()
    await expect(answer(28)).toBeInViewport()
    await expect.poll(async () => Math.abs(((await answer(28).boundingBox())?.y ?? Number.NaN) - place)).toBeLessThan(8)
  },
)
