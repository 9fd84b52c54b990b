import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey, SLOW } from '../journey.ts'
import { type RestartableServer, startRestartableServer } from '../restartable-server.ts'

const onProcess = journey.extend<{ server: RestartableServer }>({
  stackOptions: { emulator: { pace: SLOW } },
  server: async ({ stack }, use) => {
    await using server = await startRestartableServer(stack)
    await use(server)
  },
  baseURL: async ({ server }, use) => use(server.url),
})

// A server is started three times.
onProcess.slow()

onProcess(
  'after kill -9 in mid-answer the page shows the part as interrupted, and it can go on',
  { tag: ['@U44', '@U61'] },
  async ({ chat, page, server }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('count to 120')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText('60, ')
    await server.kill()
    await expect(page.getByText('The connection is lost.')).toBeVisible()
    await server.start()
    await expect(chat.answers).toContainText('Interrupted', { timeout: 10_000 })
    await expect(text).toContainText('30, ')
    await expect(page.locator('.prose-writing')).toHaveCount(0)
    await expect(chat.send).toBeVisible()
    await page.reload()
    await expect(chat.answers).toContainText('Interrupted')
    await expectNoFlaws(page, 'an interrupted answer')

    await chat.answers.getByRole('button', { name: 'Continue' }).click()
    await expect(chat.answers).not.toContainText('Interrupted')
    await chat.answers.getByRole('button', { name: 'Regenerate', exact: true }).click({ timeout: 30_000 })
    await expect(chat.answers).toContainText('120', { timeout: 30_000 })
    await expect(chat.answers).toContainText('2 / 2')
  },
)
