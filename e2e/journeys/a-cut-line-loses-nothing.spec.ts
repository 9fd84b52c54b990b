import { type CuttableLine, openCuttableLine } from '../cuttable-line.ts'
import { expect, journey, SLOW } from '../journey.ts'

const COUNTED = Array.from({ length: 180 }, (_, index) => index + 1).join(', ')

const overLine = journey.extend<{ line: CuttableLine }>({
  stackOptions: { emulator: { pace: SLOW } },
  line: async ({ stack }, use) => {
    await using line = await openCuttableLine(stack.serverUrl)
    await use(line)
  },
  baseURL: async ({ line }, use) => use(line.url),
})

overLine(
  'an answer goes on after the line was cut, without a gap and without a repeat',
  { tag: '@U41' },
  async ({ chat, line, page, stack }) => {
    const lost = page.getByText('The connection is lost.')
    await chat.signInAs('User Alpha')
    await chat.ask('count to 180')
    const text = chat.answers.locator('.prose')
    for (const seen of ['10, ', '40, ']) {
      await expect(text).toContainText(seen)
      line.cut()
      await expect(lost).toBeVisible()
      line.mend()
      await expect(lost).toHaveCount(0)
    }
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
    await expect(text).toHaveText(COUNTED)
    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(1)
  },
)

overLine(
  'without a network the page says that the answer goes on, and shows all of it when the network is back',
  { tag: ['@U40', '@U41'] },
  async ({ chat, line, page, context }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('count to 180')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText('10, ')
    await context.setOffline(true)
    line.cut()
    await expect(page.getByText('Offline: the answer goes on on the server.')).toBeVisible({ timeout: 1_000 })
    await expect(text).toContainText('10, ')
    await chat.field.fill('meanwhile')
    line.mend()
    await context.setOffline(false)
    await expect(page.getByText('Offline:')).toHaveCount(0)
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
    await expect(text).toHaveText(COUNTED)
    await expect(chat.field).toHaveValue('meanwhile')
  },
)

overLine(
  'a line that stays cut for half a minute is given up, and the answer is there when it is mended',
  { tag: ['@U41', '@U44'] },
  async ({ chat, line, page }) => {
    await page.clock.install()
    await chat.signInAs('User Alpha')
    await chat.ask('count to 180')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText('10, ')
    line.cut()
    await expect(page.getByText('The connection is lost.')).toBeVisible()
    await page.clock.fastForward(31_000)
    await expect(chat.answers).toContainText('The connection ended early: this answer may be incomplete.')
    await expect(chat.stop).toHaveCount(0)
    line.mend()
    // The list asks every five seconds, and knows better.
    await page.clock.fastForward(6_000)
    await expect(chat.answers).not.toContainText('may be incomplete', { timeout: 20_000 })
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
    await expect(text).toHaveText(COUNTED)
  },
)

overLine(
  'a page that was frozen goes on where the answer is by then, over a line that died meanwhile',
  { tag: '@U67' },
  async ({ chat, line, page, context, stack }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('count to 180')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText('10, ')
    const browser = await context.newCDPSession(page)
    await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
    line.cut()
    line.mend()
    await Promise.all(stack.emulator.calls.list().map(({ ended }) => ended))
    await browser.send('Page.setWebLifecycleState', { state: 'active' })
    await expect(text).toHaveText(COUNTED, { timeout: 20_000 })
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  },
)
