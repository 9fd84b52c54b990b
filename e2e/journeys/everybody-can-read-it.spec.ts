import type { ChatPage } from '../chat-page.ts'
import { expectNoFlaws } from '../find-flaws.ts'
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
  'versions, one of them being rewritten': async (chat) => {
    await chat.signInAs('User Beta')
    await chat.askAndRead('say exactly: One.')
    await chat.page.getByRole('button', { name: 'Regenerate' }).click()
    await expect(chat.answers).toContainText('2 / 2')
    await chat.page.getByRole('button', { name: 'Edit' }).click()
    await expect(chat.page.getByLabel('Your question')).toBeFocused()
  },
  'the list with a deleted conversation': async (chat) => {
    await withList(chat)
    await chat.chooseOption('Herons', 'Delete')
    await expect(chat.list.getByRole('button', { name: 'Undo' })).toBeFocused()
  },
  'the options of a conversation': async (chat) => {
    await withList(chat)
    await chat.list.getByRole('button', { name: 'Options for Herons' }).click()
    await expect(chat.page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
  },
  'what was found': async (chat) => {
    await withList(chat)
    await chat.page.getByLabel('Search conversations').fill('heron')
    await expect(chat.list).toContainText('places found')
  },
  'a conversation that is not there': async (chat) => {
    await chat.signInAs('User Beta')
    await chat.page.goto('/c/00000000-0000-4000-8000-000000000000')
    await expect(chat.page.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
  },
  'an open menu': async (chat) => {
    await chat.signInAs('User Beta')
    await chat.modelButton.click()
    await expect(chat.page.getByRole('menu', { name: 'Model' })).toBeVisible()
  },
}

/** The list of conversations, opened where it is a drawer. */
async function withList(chat: ChatPage) {
  await chat.signInAs('User Beta')
  await chat.askAndRead('say exactly: A heron in the reeds.')
  await chat.startNewChat()
  await chat.askAndRead('Herons')
  await chat.openList()
  await expect(chat.list.getByRole('link')).toHaveCount(2)
}

for (const [state, goTo] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [320, 1440]) {
      journey.describe(`${state}, ${colorScheme}, ${width} px wide`, () => {
        journey.use({ colorScheme, viewport: { width, height: 900 }, contextOptions: { reducedMotion: 'reduce' } })

        journey('has no flaw that can be found by rule, and nothing sticks out', async ({ chat, page }) => {
          await goTo(chat)
          await expectNoFlaws(page)
        })
      })
    }
  }
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
