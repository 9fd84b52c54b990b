import type { Page } from '@playwright/test'
import { expect, journey } from '../journey.ts'

const WIDE = { width: 1200, height: 900 }
const NARROW = { width: 390, height: 640 }
const WIDE_AND_LOW = { width: 1200, height: 500 }

journey(
  'somebody who reads the end still does when the window changes, in either direction',
  async ({ chat, page }) => {
    await page.setViewportSize(WIDE)
    await chat.signInAs('User Alpha')
    await chat.askAndRead('Write a long answer of 700 words')
    const last = await chat.askAndRead('say exactly: The very last line.')
    for (const size of [NARROW, WIDE_AND_LOW, NARROW, WIDE]) {
      await page.setViewportSize(size)
      await expect.poll(() => distanceToEnd(page)).toBeLessThan(2)
      await expect(last.getByText('The very last line.')).toBeInViewport()
    }
    await chat.askAndRead('Write a long answer of 300 words')
    await expect.poll(() => distanceToEnd(page)).toBeLessThan(2)
  },
)

journey('somebody who reads further up is not taken to the end', async ({ chat, page }) => {
  await page.setViewportSize(WIDE)
  await chat.signInAs('User Alpha')
  await chat.askAndRead('Write a long answer of 1200 words')
  const last = await chat.askAndRead('say exactly: The very last line.')
  await page.mouse.move(600, 300)
  await page.mouse.wheel(0, -700)
  await expect.poll(() => distanceToEnd(page)).toBeGreaterThan(600)
  for (const size of [NARROW, WIDE_AND_LOW]) {
    await page.setViewportSize(size)
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width)
    await expect(last.getByText('The very last line.')).not.toBeInViewport()
  }
})

const distanceToEnd = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY)
