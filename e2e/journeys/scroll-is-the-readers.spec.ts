import type { Locator, Page } from '@playwright/test'
import type { ChatPage } from '../chat-page.ts'
import { expect, journey, SLOW } from '../journey.ts'

const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 1440, height: 900 },
]

/** Text enough to scroll in, and then more of it for as long as one looks. */
async function beginLongAnswer(chat: ChatPage, page: Page) {
  await chat.signInAs('User Alpha')
  await chat.ask('Write a long answer of 20000 words')
  await expect.poll(() => page.evaluate(() => scrollY), { timeout: 30_000 }).toBeGreaterThan(60)
  expect(await distanceToEnd(page)).toBeLessThan(60)
}

/** Whatever arrives meanwhile. */
async function expectToStay(chat: ChatPage, page: Page) {
  await expect(newText(page)).toBeVisible()
  await expectNoMovement(page)
  const place = await page.evaluate(() => scrollY)
  await moreOf(chat.answers)
  expect(await page.evaluate(() => scrollY)).toBe(place)
}

/** A key scrolls smoothly: until that is over. */
async function expectNoMovement(page: Page) {
  const movement = () =>
    page.evaluate(async () => {
      const place = scrollY
      for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame)
      return scrollY - place
    })
  await expect.poll(movement).toBe(0)
}

async function moreOf(answers: Locator) {
  const length = (await answers.last().textContent())?.length ?? 0
  await expect.poll(async () => (await answers.last().textContent())?.length).toBeGreaterThan(length + 100)
}

const newText = (page: Page) => page.getByRole('button', { name: 'New text' })
const distanceToEnd = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY)

for (const size of SIZES) {
  journey.describe(`${size.width} wide`, () => {
    journey.use({
      viewport: size,
      hasTouch: size.width < 1000,
      stackOptions: { emulator: { pace: { ...SLOW, tokensPerSecond: 60 } } },
    })

    journey(
      'the page follows the text until one goes up, and again from the end',
      { tag: '@U15' },
      async ({ chat, page }) => {
        await beginLongAnswer(chat, page)
        await moreOf(chat.answers)
        expect(await distanceToEnd(page)).toBeLessThan(60)

        if (size.width < 1000) await dragDown(page, 60)
        else {
          await page.mouse.move(700, 300)
          await page.mouse.wheel(0, -80)
        }
        await expectToStay(chat, page)

        // By keyboard: the button stands before the field, and the focus is not lost with it.
        await chat.field.focus()
        await page.keyboard.press('Shift+Tab')
        await expect(newText(page)).toBeFocused()
        await page.keyboard.press('Enter')
        await expect(newText(page)).toHaveCount(0)
        expect(await distanceToEnd(page)).toBeLessThan(60)
        if (size.width >= 1000) await expect(chat.field).toBeFocused()
        await moreOf(chat.answers)
        expect(await distanceToEnd(page)).toBeLessThan(60)

        await page.evaluate(() => (document.activeElement as HTMLElement).blur())
        await page.keyboard.press('PageUp')
        await expectToStay(chat, page)

        // As the bar at the side does when it is dragged: a scroll without wheel or key.
        await newText(page).click()
        await expect(newText(page)).toHaveCount(0)
        await page.evaluate(() => window.scrollBy({ top: -90, behavior: 'instant' }))
        await expectToStay(chat, page)

        // What one writes does not lead away from what one reads.
        const place = await page.evaluate(() => scrollY)
        await chat.field.fill('one\ntwo\nthree\nfour\nfive')
        await moreOf(chat.answers)
        expect(await page.evaluate(() => scrollY)).toBe(place)

        await page.evaluate(() => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }))
        await expect(newText(page)).toHaveCount(0)
        await moreOf(chat.answers)
        expect(await distanceToEnd(page)).toBeLessThan(60)
        await chat.stop.click()
      },
    )
  })
}

journey.describe('what the model thought', () => {
  journey.use({ viewport: { width: 800, height: 500 }, stackOptions: { emulator: { pace: SLOW } } })

  journey('can be unfolded at the end without being scrolled away', { tag: ['@U10', '@U15'] }, async ({ chat }) => {
    await chat.signInAs('User Beta')
    await chat.chooseModel('deepseek-r1')
    await chat.ask('Write a long answer of 900 words')
    const thought = chat.answers.getByText(/^(Thinking|Thought)/)
    await expect(chat.answers.locator('.prose')).not.toBeEmpty()
    await thought.click()
    const top = async () => (await thought.boundingBox())?.y ?? Number.NaN
    const before = await top()
    await moreOf(chat.answers)
    expect(Math.abs((await top()) - before)).toBeLessThan(2)
    await chat.stop.click()
  })
})

/** A finger that pulls the page down: what is above comes into view. */
async function dragDown(page: Page, distance: number) {
  const client = await page.context().newCDPSession(page)
  const { width, height } = page.viewportSize() ?? { width: 390, height: 844 }
  const at = (moved: number) => [{ x: Math.round(width / 2), y: Math.round(height / 3) + moved }]
  await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
  for (let moved = 10; moved <= distance; moved += 10) {
    await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(moved) })
  }
  await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
