import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ChatPage } from '../chat-page.ts'
import { expect, journey } from '../journey.ts'

const STATES: Record<string, (chat: ChatPage) => Promise<unknown>> = {
  'signing in': async (chat) => {
    await chat.page.goto('/')
    await expect(chat.page.getByRole('button', { name: /^Sign in as User Beta/ })).toBeVisible()
  },
  'an empty chat': (chat) => chat.signInAs('User Beta'),
  'an answer': async (chat) => {
    await chat.signInAs('User Beta')
    await chat.askAndRead('A tour of markdown, please')
    await chat.chooseModel('deepseek-r1')
    await chat.askAndRead('Show me some code, a function')
  },
  'a denial': async (chat) => {
    await chat.signInAs('User Beta')
    await chat.chooseModel('claude-4-sonnet')
    await chat.ask('May I?')
    await expect(chat.alert).toBeVisible()
  },
  'an open menu': async (chat) => {
    await chat.signInAs('User Beta')
    await chat.modelButton.click()
    await expect(chat.page.getByRole('menu', { name: 'Model' })).toBeVisible()
  },
}

for (const [state, goTo] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1440]) {
      journey.describe(`${state}, ${colorScheme}, ${width} px wide`, () => {
        journey.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } })

        journey('has no flaw that can be found by rule, and nothing sticks out', async ({ chat, page }) => {
          await goTo(chat)
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
          expect(await smallTargets(page)).toEqual([])
        })
      })
    }
  }
}

/** Everything to press that is smaller than 24 by 24 px (WCAG 2.5.8), links within text excepted. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, [role=menuitemradio], [role=menuitem]')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect()
        return width > 0 && (width < 24 || height < 24)
      })
      .map((element) => element.outerHTML),
  )
}

journey('a chosen theme is there again after a reload, from the first paint on', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const dark = await background()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/assets/*.js', async (route) => {
    await released
    await route.continue()
  })
  await page.reload({ waitUntil: 'commit' })
  await expect.poll(background).toBe(dark)
  await expect(chat.field).toHaveCount(0)
  release()
  await expect(chat.field).toBeVisible()
})
