import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

journey(
  'a model that stays silent is told of after 8 s, and after 15 s another can be asked the same',
  { tag: ['@U7', '@U9', '@U61'] },
  async ({ chat, page, stack }) => {
    stack.emulator.faults.set({ fault: 'slow-headers;ms=3600000', model: 'claude-4-sonnet' })
    await page.clock.install()
    await chat.signInAs('User Alpha')
    // From here on time passes only when it is told to, so that both sides of a second can be looked at.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 10_000))
    await chat.ask('Anybody there?')
    await expect(chat.answers).toContainText('Waiting for claude-4-sonnet')
    await expect(chat.stop).toBeVisible()
    const longer = chat.answers.getByText(/^Still waiting for claude-4-sonnet/)
    const other = page.getByRole('button', { name: 'Ask mistral-large2 instead' })
    await page.clock.runFor(7_000)
    await expect(chat.answers).toContainText('Waiting for claude-4-sonnet')
    await expect(longer).toHaveCount(0)
    await page.clock.runFor(1_000)
    await expect(longer).toHaveText('Still waiting for claude-4-sonnet (8 s)')
    await page.clock.runFor(6_000)
    await expect(longer).toHaveText('Still waiting for claude-4-sonnet (14 s)')
    await expect(other).toHaveCount(0)
    await page.clock.runFor(1_000)
    await page.clock.resume()
    await expect(other).toBeVisible()
    await expect(page.getByRole('button', { name: 'Do not wait any longer' })).toBeVisible()
    await expectNoFlaws(page, 'a model that is silent for long')
    await other.click()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.answers).toHaveAccessibleName('mistral-large2 answered')
    await expect(chat.answers).toContainText('2 / 2')
    await expect(chat.modelButton).toHaveAccessibleName('Model: mistral-large2')
    await expect(chat.field).toBeFocused()
  },
)

journey.describe('where an operator has set a shorter time', () => {
  journey.use({ stackOptions: { settings: { COCO_TIMEOUT_FIRST_TOKEN_MS: '300' } } })

  journey(
    'a model that never begins is given up, and the text is back',
    { tag: '@U9' },
    async ({ chat, page, stack }) => {
      stack.emulator.faults.set({ fault: 'slow-headers;ms=3600000' })
      await chat.signInAs('User Alpha')
      await chat.ask('Anybody there?')
      await expect(chat.alert).toHaveText('claude-4-sonnet took too long to answer.')
      await expect(chat.field).toHaveValue('Anybody there?')
      await expect(page.getByRole('button', { name: 'Use mistral-large2 instead' })).toBeVisible()
    },
  )
})
