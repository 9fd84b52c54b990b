import { type CuttableLine, openCuttableLine } from '../cuttable-line.ts'
import { expect, journey, SLOW } from '../journey.ts'

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
  async ({ chat, line, page, stack }) => {
    const lost = page.getByText('The connection is lost.')
    await chat.signInAs('User Alpha')
    await chat.ask('count to 120')
    const text = chat.answers.locator('.prose')
    for (const seen of ['10, ', '40, ']) {
      await expect(text).toContainText(seen)
      line.cut()
      await expect(lost).toBeVisible()
      line.mend()
      await expect(lost).toHaveCount(0)
    }
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
    await expect(text).toHaveText(Array.from({ length: 120 }, (_, index) => index + 1).join(', '))
    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(1)
  },
)
