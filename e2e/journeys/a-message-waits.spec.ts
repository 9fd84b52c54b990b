import { expect, journey, SLOW } from '../journey.ts'
import { newestConversation } from '../last-answer.ts'

journey.use({ stackOptions: { emulator: { pace: SLOW } } })

journey(
  'what is sent while an answer is written waits in its place, can be held back, and goes when the answer has ended',
  { tag: ['@U11', '@U12'] },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('Write a long answer of 900 words')
    await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+/)
    // Shift+Enter is a new line, and Enter that ends a composition (Japanese, an accent) is no wish to send.
    await chat.field.pressSequentially('say exactly: Second')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('line')
    await chat.field.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true })
    await expect(page.getByText('Your message is sent when this answer has ended.')).toHaveCount(0)

    await page.keyboard.press('Enter')
    await expect(chat.announced.filter({ hasText: 'Your message is sent when this answer has ended.' })).toBeVisible()
    await expect(chat.field).toHaveValue('say exactly: Second\nline')
    await page.getByRole('button', { name: 'Do not send' }).click()
    await expect(page.getByText('Your message is sent when')).toHaveCount(0)
    await chat.field.press('Enter')
    // Whoever goes on writing has not finished.
    await page.keyboard.type('!')
    await expect(page.getByText('Your message is sent when')).toHaveCount(0)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Your message is sent when')).toBeVisible()
    await expect(chat.answers).toHaveCount(1)

    await chat.stop.click()
    await expect(chat.answers).toHaveCount(2)
    await expect(chat.answers.last().locator('.prose')).toHaveText(/Second\s*line!/)
    await expect(chat.field).toHaveValue('')
    await expect(chat.field).toBeFocused()
    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(2)
  },
)

journey.describe('before the first word', () => {
  journey.use({ stackOptions: { emulator: { pace: { firstTokenMs: 60_000, tokensPerSecond: 30 } } } })

  journey(
    'an answer that came to nothing takes no message with it: it stays where it is, and that is said',
    { tag: '@U12' },
    async ({ chat, page }) => {
      await chat.signInAs('User Alpha')
      await chat.ask('Never mind')
      await expect(chat.stop).toBeVisible()
      await chat.ask('And then?')
      await expect(page.getByText('Your message is sent when')).toBeVisible()
      await chat.stop.click()
      await expect(chat.announced.filter({ hasText: 'your message was not sent. It is still here.' })).toBeVisible()
      await expect(chat.field).toHaveValue('And then?')
      await expect(chat.answers).toHaveCount(1)
      await chat.field.press('Enter')
      await expect(chat.answers).toHaveCount(2)
      await expect(page.getByText('your message was not sent')).toHaveCount(0)
    },
  )
})

journey(
  'the tab says that an answer is ready when it ended while nobody looked',
  { tag: '@U19' },
  async ({ chat, page, stack }) => {
    const look = (isHidden: boolean) =>
      page.evaluate((hidden) => {
        Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
        document.dispatchEvent(new Event('visibilitychange'))
      }, isHidden)
    await chat.signInAs('User Alpha')
    await chat.ask('Write a long answer of 900 words')
    await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+/)
    await look(true)
    // It ends by itself, or because somebody stops it on another device.
    const { trpc, conversation } = await newestConversation(stack)
    const { generation } = conversation.messages.at(-1) ?? {}
    if (generation) await trpc.chat.stop.mutate({ generationId: generation.id })
    await expect(page).toHaveTitle(/^Answer ready: .* · Coco$/)
    await look(false)
    await expect(page).toHaveTitle('Write a long answer of 900 words · Coco')
    // Whoever looks on needs no word.
    await chat.askAndRead('say exactly: Yes.')
    await expect(page).toHaveTitle('Write a long answer of 900 words · Coco')
  },
)
