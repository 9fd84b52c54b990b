import { expect, journey, SLOW } from '../journey.ts'

journey.use({ stackOptions: { emulator: { pace: SLOW } } })

journey(
  'another chat can be used while one is being answered; a mark tells which runs, and whose answer nobody has seen',
  { tag: '@U18' },
  async ({ chat }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('Write a long answer of 120 words')
    await expect(chat.answers.locator('.prose').last()).not.toBeEmpty()
    const running = chat.list.getByRole('link').filter({ hasText: 'an answer is being written' })
    await expect(running).toHaveCount(1)
    await chat.startNewChat()
    await expect(running).toHaveCount(1)
    await chat.askAndRead('say exactly: In the meantime.')
    await expect(chat.answers.locator('.prose')).toHaveText('In the meantime.')

    const ready = chat.list.getByRole('link').filter({ hasText: ', a new answer' })
    await expect(ready).toHaveCount(1, { timeout: 30_000 })
    await expect(running).toHaveCount(0)
    await expect(ready).toContainText('Write a long answer')
    await ready.click()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(ready).toHaveCount(0)
  },
)
