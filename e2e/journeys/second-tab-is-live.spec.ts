import { ChatPage } from '../chat-page.ts'
import { expect, journey, SLOW } from '../journey.ts'

journey.use({ stackOptions: { emulator: { pace: SLOW } } })

journey(
  'a second tab shows the same answer as it is written, and Stop in one stops both',
  { tag: '@U43' },
  async ({ chat, page, context }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('Write a long answer of 2000 words')
    await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+ \w+/)

    const second = new ChatPage(await context.newPage())
    await second.page.goto(page.url())
    const text = second.answers.locator('.prose')
    const before = (await text.textContent())?.length ?? 0
    await expect.poll(async () => (await text.textContent())?.length).toBeGreaterThan(before + 50)

    await second.stop.click()
    await expect(second.answers).toContainText('Stopped')
    await expect(chat.answers).toContainText('Stopped')
    await expect(chat.send).toBeVisible()
    await expect(text).toHaveText((await chat.answers.locator('.prose').textContent()) ?? '')
  },
)

journey('what is asked in one tab appears in the other', async ({ chat, page, context }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('say exactly: One.')
  const second = new ChatPage(await context.newPage())
  await second.page.goto(page.url())
  await expect(second.answers).toHaveCount(1)
  await chat.askAndRead('say exactly: Two.')
  await expect(second.answers.locator('.prose')).toHaveText(['One.', 'Two.'])
  await second.startNewChat()
  await second.askAndRead('say exactly: Three.')
  await expect(chat.list.getByRole('link')).toHaveCount(2)
})

journey('another device follows within seconds', { tag: '@U43' }, async ({ chat, page, browser, baseURL }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('say exactly: One.')
  const device = new ChatPage(await browser.newPage({ baseURL: baseURL ?? '' }))
  await device.signInAs('User Alpha')
  await device.page.goto(page.url())
  await expect(device.answers).toHaveCount(1)
  await chat.ask('Write a long answer of 2000 words')
  const text = device.answers.nth(1).locator('.prose')
  await expect(text).toContainText(/\w+ \w+ \w+/)
  await device.stop.click()
  await expect(chat.answers.nth(1)).toContainText('Stopped')
  await device.page.close()
})
