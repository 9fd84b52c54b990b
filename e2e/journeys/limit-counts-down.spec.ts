import { performance } from 'node:perf_hooks'
import { expect, journey } from '../journey.ts'
import { listen } from '../listen.ts'

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

// Two limits of 60 are used up.
journey.slow()

journey(
  'a limit counts down, holds Send back, survives a reload, and ends in one announcement or in what was planned',
  { tag: ['@U33', '@U34', '@U35', '@U36', '@U39'] },
  async ({ chat, page, stack }) => {
    const { client } = await stack.signIn('user-alpha')
    const useUp = async (used: number) => {
      for (; used < 60; used++) await client.ask('hi')
    }
    const letAMinutePass = async () => {
      clock.aheadMs += 61_000
      await page.clock.fastForward(61_000)
    }
    const left = page.getByText(/^You can send again in (1:00|0:[1-5]\d)\./)
    const plan = page.getByRole('button', { name: 'Send when allowed' })
    await page.clock.install()
    await chat.signInAs('User Alpha')
    await useUp(0)

    await chat.ask('One more')
    await expect(chat.alert).toHaveText('User Alpha has reached its limit of messages per minute.')
    await expect(page.getByRole('main')).toContainText('It is the limit of User Alpha: 60 messages per minute')
    await expect(chat.field).toHaveValue('One more')
    await expect(left).toBeVisible()
    await expect(chat.send).toHaveAttribute('aria-disabled', 'true')
    await expect(chat.send).toHaveAccessibleDescription(/^User Alpha has reached its limit\. You can send again in /)
    await chat.field.press('End')
    await chat.field.pressSequentially(', please')
    await chat.field.press('Enter')
    await expect(chat.field).toHaveValue('One more, please')

    await page.clock.fastForward(20_000)
    const seconds = Number(/0:(\d\d)/.exec((await left.textContent()) ?? '')?.[1])
    expect(seconds).toBeLessThanOrEqual(40)
    await page.reload()
    await expect(left).toBeVisible()
    const secondsAfter = Number(/0:(\d\d)/.exec((await left.textContent()) ?? '')?.[1])
    // The clock runs on while the page loads.
    expect(secondsAfter).toBeLessThanOrEqual(seconds)
    expect(secondsAfter).toBeGreaterThan(seconds - 15)
    await expect(chat.field).toHaveValue('One more, please')
    await expect(chat.send).toHaveAttribute('aria-disabled', 'true')

    await plan.click()
    await page.getByRole('button', { name: 'Do not send' }).click()
    await expect(plan).toBeFocused()
    const said = await listen(page)
    // Second by second: whoever told each of them would be heard.
    clock.aheadMs += 61_000
    await page.clock.runFor(61_000)
    await expect(chat.announced.filter({ hasText: 'You can send again.' })).toBeAttached()
    // Once, and no second of the countdown before it.
    expect(await said()).toEqual(['You can send again.'])
    await expect(chat.send).toHaveAttribute('aria-disabled', 'false')
    await expect(chat.answers).toHaveCount(0)
    await chat.field.press('Enter')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.alert).toHaveCount(0)

    await useUp(1)
    await chat.ask('And one later')
    await plan.click()
    await expect(page.getByText('will be sent as soon as that is allowed')).toBeVisible()
    await letAMinutePass()
    await expect(chat.answers).toHaveCount(2)
    await expect(chat.answers.nth(1).getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.field).toHaveValue('')
  },
)
