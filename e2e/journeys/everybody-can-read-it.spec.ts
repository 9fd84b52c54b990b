import { expectNoFlaws, WIDTHS } from '../find-flaws.ts'
import { expect, journey, SLOW } from '../journey.ts'

journey.describe.configure({ timeout: 180_000 })

journey(
  'a chat has no flaw that can be found by rule, in any of its states',
  { tag: '@U61' },
  async ({ chat, page }) => {
    await page.goto('/')
    await expect(page.getByRole('button', { name: /^Sign in as User Beta/ })).toBeVisible()
    await expectNoFlaws(page, 'signing in')

    await chat.signInAs('User Beta')
    await expectNoFlaws(page, 'an empty chat')

    await chat.modelButton.click()
    await expect(page.getByRole('menu', { name: 'Model' })).toBeVisible()
    await expectNoFlaws(page, 'an open menu')
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: /^Parameters/ }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFlaws(page, 'the parameters of a chat')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Insert a prompt' }).click()
    await expect(page.getByLabel('Find a prompt')).toBeVisible()
    await expectNoFlaws(page, 'prompts to choose from')
    await page.keyboard.press('Escape')

    await page.context().clearCookies()
    await chat.ask('Still there?')
    await expect(page.getByRole('dialog', { name: 'Sign in again to go on' })).toBeVisible()
    await expectNoFlaws(page, 'signing in over the page')
  },
)

journey('nor has what is answered, refused, or not there', { tag: '@U61' }, async ({ chat, page, stack }) => {
  await chat.signInAs('User Beta')
  await chat.askAndRead('A tour of markdown, please')
  await chat.askAndRead('say exactly: It is $x^2$, and\n\n```mermaid\nflowchart LR\n  A --> B\n```\n\n- [x] done')
  await chat.answers.last().getByRole('button', { name: 'Show as diagram' }).click()
  await expect(chat.answers.last().locator('iframe')).toBeVisible()
  await chat.answers.last().getByRole('button', { name: 'Bad answer' }).click()
  await chat.answers.last().getByRole('button', { name: 'Add a note' }).click()
  await expectNoFlaws(page, 'a formula, a diagram, and a note on an answer')
  await chat.chooseModel('deepseek-r1')
  const answer = await chat.askAndRead('Show me some code, a function')
  await expectNoFlaws(page, 'answers')
  await answer.locator('summary').first().click()
  await expectNoFlaws(page, 'an answer with its thoughts')

  await page.getByRole('button', { name: 'Regenerate' }).last().click()
  await expect(chat.answers.last()).toContainText('2 / 2')
  await page.getByRole('button', { name: 'Edit' }).last().click()
  await expect(page.getByLabel('Your question')).toBeFocused()
  await expectNoFlaws(page, 'versions, one of them being rewritten')
  await page.keyboard.press('Escape')

  await chat.chooseModel('claude-4-sonnet')
  await chat.ask('May I?')
  await expect(chat.alert).toBeVisible()
  await expectNoFlaws(page, 'a denial')

  await chat.chooseModel('openai-gpt-4.1')
  stack.emulator.faults.set({ fault: 'cut;after=5' })
  await chat.ask('Write a long answer of 200 words')
  await expect(chat.answers.last()).toContainText('What is here may not be all.')
  stack.emulator.faults.clear()
  await expectNoFlaws(page, 'an answer that broke off')

  // One after the other, until the limit is certain: 30 a minute, of which this journey has used some.
  const { client } = await stack.signIn('user-beta')
  for (let asked = 0; asked < 30; asked++) await client.ask('hi').catch(() => {})
  await chat.ask('One more')
  await expect(chat.alert).toHaveText('User Beta has reached its limit of messages per minute.')
  await expectNoFlaws(page, 'a limit')

  await page.goto('/c/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
  await expectNoFlaws(page, 'a conversation that is not there')

  await page.goto('/no-such-page')
  await expect(chat.alert).toBeVisible()
  await expectNoFlaws(page, 'a page that is not there')
})

journey(
  'the list of conversations has no such flaw, in its column and in its drawer',
  { tag: '@U61' },
  async ({ chat, page }) => {
    await chat.signInAs('User Beta')
    await chat.askAndRead('say exactly: A heron in the reeds.')
    await chat.startNewChat()
    await chat.askAndRead('Herons')
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      await chat.openList()
      await expect(chat.list.getByRole('link')).toHaveCount(2)
      await expectNoFlaws(page, 'the list', [width])
      await chat.list.getByRole('button', { name: 'Options for Herons' }).click()
      await expect(page.getByRole('menuitem', { name: 'Rename' })).toBeVisible()
      await expectNoFlaws(page, 'the options of a conversation', [width])
      await page.getByRole('menuitem', { name: 'Rename' }).click()
      await expect(page.getByLabel('Title')).toBeFocused()
      await expectNoFlaws(page, 'a conversation being renamed', [width])
      await page.keyboard.press('Escape')
      await page.getByLabel('Search conversations').fill('heron')
      await expect(chat.list).toContainText('places found')
      await expectNoFlaws(page, 'what was found', [width])
      await page.getByLabel('Search conversations').fill('')
      await chat.chooseOption('Herons', 'Delete')
      await expect(chat.list.getByRole('button', { name: 'Undo' })).toBeFocused()
      await expectNoFlaws(page, 'a deleted conversation', [width])
      await chat.list.getByRole('button', { name: 'Undo' }).click()
      await expect(chat.conversation('Herons')).toBeVisible()
      if (width === WIDTHS[0]) await page.keyboard.press('Escape')
    }
  },
)

journey.describe('when things go slowly', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey(
    'nor has a chat that writes, has a message waiting, has lost its line or is stopped',
    { tag: '@U61' },
    async ({ chat, page, context }) => {
      await chat.signInAs('User Beta')
      await chat.ask('Write a long answer of 2000 words')
      await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+ \w+/)
      await expectNoFlaws(page, 'an answer being written')
      await chat.ask('And then?')
      await expect(page.getByText('Your message is sent when this answer has ended.')).toBeVisible()
      await expectNoFlaws(page, 'a message that waits')
      await page.getByRole('button', { name: 'Do not send' }).click()
      await context.setOffline(true)
      await expect(page.getByText('Offline: the answer goes on on the server.')).toBeVisible()
      await expectNoFlaws(page, 'a line that is lost')
      await context.setOffline(false)
      await chat.stop.click()
      await expect(chat.answers).toContainText('Stopped')
      await expectNoFlaws(page, 'a stopped answer')
    },
  )
})

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
