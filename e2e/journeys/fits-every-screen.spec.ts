import type { Page } from '@playwright/test'
import { AccountPages } from '../account-pages.ts'
import type { ChatPage } from '../chat-page.ts'
import { settle, sidewaysPx, targetsBelow } from '../find-flaws.ts'
import { coveredWhileTabbing } from '../covered-focus.ts'
import { clippedText, EASY_TO_READ_SPACING, setSpacing } from '../clipped-text.ts'
import { expect, journey } from '../journey.ts'

const SIZES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 1440, height: 900 },
]

const PAGES = ['/settings', '/prompts', '/people', '/keys', '/tenant']

const ADMIN = { email: 'ada@example.com', name: 'Ada', password: 'long enough to be one' }

journey.describe.configure({ timeout: 180_000 })

journey(
  'a chat fits its screen: nothing covers the focus, nothing scrolls to the side, spaced text is whole',
  { tag: ['@U58', '@U59', '@U69'] },
  async ({ chat, page }) => {
    await chat.signInAs('Operator')
    await chat.askAndRead('A tour of markdown, please')
    await chat.askAndRead('Show me some code, a function')
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await expectToHold(page, `${size.width} × ${size.height}`)
      await expect(chat.tenantButton).toBeInViewport({ ratio: 1 })
    }
  },
)

journey('the pages beside the chat fit their screens, too', { tag: ['@U58', '@U59'] }, async ({ page, stack }) => {
  await stack.addPerson({ ...ADMIN, tenant: 'tenant-alpha', roles: ['admin'] })
  const account = new AccountPages(page)
  await account.signIn(ADMIN)
  for (const path of PAGES) {
    await page.goto(path)
    await expect(account.heading).toBeFocused()
    for (const size of SIZES) {
      await page.setViewportSize(size)
      await expectToHold(page, `${path}, ${size.width} × ${size.height}`)
    }
  }
})

journey(
  'at 400 % a screen of 1280 px is read in one direction, and bar and composer leave the room to the text',
  { tag: ['@U59', '@U68'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('Make a table of orders by region, with the trend')
    // What is left of 1280 × 800 at 400 %; and a phone on its side.
    for (const size of [
      { width: 320, height: 200 },
      { width: 844, height: 390 },
    ]) {
      await page.setViewportSize(size)
      await settle(page)
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
      await chat.field.fill('Still room to write')
      await expect(chat.send).toBeInViewport({ ratio: 1 })
      await page.getByRole('button', { name: 'Copy answer' }).last().focus()
      await expect(page.getByRole('button', { name: 'Copy answer' }).last()).toBeInViewport({ ratio: 1 })
      expect(await coveredWhileTabbing(page, 12)).toEqual([])
    }
  },
)

journey('on a phone on its side nothing lies under the camera', { tag: '@U68' }, async ({ chat, page }) => {
  await page.setViewportSize({ width: 844, height: 390 })
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Emulation.setSafeAreaInsetsOverride', { insets: { left: 47, right: 47, bottom: 21 } })
  await chat.signInAs('User Alpha')
  await chat.askAndRead('Make a table of orders by region, with the trend')
  expect(await underTheCamera(page)).toEqual([])
  expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
  await chat.openList()
  expect(await underTheCamera(page)).toEqual([])
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  expect(await underTheCamera(page)).toEqual([])
})

journey.describe('under a finger', () => {
  journey.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

  journey(
    'everything to press is 44 px large and in sight, and a field does not zoom the page',
    { tag: ['@U57', '@U65'] },
    async ({ chat, page, stack }) => {
      await stack.addPerson({ ...ADMIN, tenant: 'tenant-alpha', roles: ['admin'] })
      await page.goto('/sign-in')
      await expect(page.getByRole('button', { name: /^Sign in as User Alpha/ })).toBeVisible()
      await expectLargeEnough(page, 'signing in')
      await new AccountPages(page).signIn(ADMIN)
      await expectLargeEnough(page, 'an empty chat')
      await chat.askAndRead('Show me some code, a function')
      await expectActionsInSight(chat)
      await expectLargeEnough(page, 'an answer')
      await chat.openList()
      await expect(chat.list.getByRole('button', { name: /^Options for/ })).toHaveCSS('opacity', '1')
      await expectLargeEnough(page, 'the list')
      await page.keyboard.press('Escape')
      for (const path of PAGES) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
        await expectLargeEnough(page, path)
      }
    },
  )

  journey(
    'when the keyboard of the screen takes its half, the composer stands above it',
    { tag: '@U65' },
    async ({ chat, page }) => {
      await chat.signInAs('User Alpha')
      await chat.askAndRead('Show me some code, a function')
      await chat.field.tap()
      // Chromium on a phone makes the page's own height smaller (`interactive-widget`), which is what a smaller window does, too.
      await page.setViewportSize({ width: 390, height: 430 })
      await expect(chat.field).toBeInViewport({ ratio: 1 })
      await expect(chat.send).toBeInViewport({ ratio: 1 })
      await expect(page.locator('meta[name=viewport]')).toHaveAttribute('content', /interactive-widget=resizes-content/)
      await expect(page.locator('meta[name=viewport]')).toHaveAttribute('content', /viewport-fit=cover/)
    },
  )
})

async function expectToHold(page: Page, where: string) {
  await settle(page)
  expect.soft(await sidewaysPx(page), `${where}: scrolls to the side`).toBeLessThanOrEqual(0)
  expect.soft(await coveredWhileTabbing(page), `${where}: the focus is covered`).toEqual([])
  await setSpacing(page, EASY_TO_READ_SPACING)
  await settle(page)
  expect.soft(await sidewaysPx(page), `${where}, spaced: scrolls to the side`).toBeLessThanOrEqual(0)
  expect.soft(await clippedText(page), `${where}, spaced: cut off`).toEqual([])
  await setSpacing(page, '')
}

async function expectLargeEnough(page: Page, where: string) {
  expect.soft(await targetsBelow(page, 44), where).toEqual([])
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('input:not([type=checkbox], [type=radio], [type=range]), textarea, select')]
      .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16)
      .map((field) => field.outerHTML),
  )
  expect.soft(small, `${where}: fields that a phone would zoom to`).toEqual([])
}

async function expectActionsInSight({ answers }: ChatPage) {
  for (const action of await answers.last().getByRole('button').all()) await expect(action).toHaveCSS('opacity', '1')
}

/** What is read or pressed within 47 px of the left or right edge; behind a dialog it does not matter. */
async function underTheCamera(page: Page): Promise<string[]> {
  await settle(page)
  return page.evaluate(() => {
    const root = document.querySelector('dialog:modal') ?? document.body
    return [...root.querySelectorAll('button, a, input, textarea, select, summary, p, h1, h2, td, th')]
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect()
        return width > 1 && element.checkVisibility() && (left < 47 || right > innerWidth - 47)
      })
      .map((element) => element.outerHTML.slice(0, 120))
  })
}
