import { type HoldingProxy, startHoldingProxy } from '../holding-proxy.ts'
import { expect, journey, SLOW } from '../journey.ts'

const behindProxy = journey.extend<{ holding: HoldingProxy }>({
  stackOptions: { emulator: { pace: SLOW } },
  holding: async ({ stack }, use) => {
    await using holding = await startHoldingProxy(stack.serverUrl)
    await use(holding)
  },
  baseURL: async ({ holding }, use) => use(holding.url),
})

behindProxy(
  'behind a proxy that holds the stream back, the answer comes in steps while it is written, and the page says why',
  { tag: '@U45' },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('count to 400')
    const text = chat.answers.locator('.prose')
    const notice = page.getByText('The network holds the live text back')
    await expect(text).toContainText('1, 2', { timeout: 5_000 })
    await expect(notice).toBeVisible()
    await expect(chat.stop).toBeVisible()
    const before = (await text.textContent())?.length ?? 0
    await expect.poll(async () => (await text.textContent())?.length).toBeGreaterThan(before)
    await chat.stop.click()
    await expect(notice).toHaveCount(0)
    await expect(chat.answers).toContainText('Stopped')

    await chat.askAndRead('say exactly: All of it.')
    await expect(text.nth(1)).toHaveText('All of it.')
    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(2)
  },
)
