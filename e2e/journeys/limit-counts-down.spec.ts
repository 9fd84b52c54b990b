import { expect, journey } from '../journey.ts'
import { performance } from 'node:perf_hooks'

const clock = { aheadMs: 0 }

journey.use({
  stackOptions: {
    platform: {
      clock: {
        now: () => Date.now() + clock.aheadMs,
        monotonicMs: () => performance.now() + clock.aheadMs,
        after(delayMs, run) {
          const timer = setTimeout(run, delayMs)
          return () => clearTimeout(timer)
        },
      },
    },
  },
})

journey('a limit counts down, holds Send back, and ends in one announcement', async ({ chat, page, stack }) => {
  const { client } = await stack.signIn('user-alpha')
  const use = () => client.ask('hi')
  await page.clock.install()
  await chat.signInAs('User Alpha')
  for (let used = 0; used < 60; used++) await use()

  await chat.ask('One more')
  await expect(chat.alert).toHaveText('User Alpha has reached its limit of messages per minute.')
  await expect(chat.field).toHaveValue('One more')
  await expect(page.getByText(/^You can send again in (1:00|0:5\d)\./)).toBeVisible()
  await expect(chat.send).toHaveAttribute('aria-disabled', 'true')
  await expect(chat.send).toHaveAccessibleDescription(/^User Alpha has reached its limit\. You can send again in /)
  await chat.field.press('End')
  await chat.field.pressSequentially(', please')
  await chat.field.press('Enter')
  await expect(chat.field).toHaveValue('One more, please')

  clock.aheadMs += 61_000
  await page.clock.fastForward(61_000)
  await expect(chat.announced.filter({ hasText: 'You can send again.' })).toBeAttached()
  await expect(chat.send).toHaveAttribute('aria-disabled', 'false')
  await chat.field.press('Enter')
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  await expect(chat.alert).toHaveCount(0)
})
