import { expect, journey, SLOW } from '../journey.ts'

journey.use({ stackOptions: { emulator: { pace: SLOW } } })

journey('a double click on Send is one message, and does not stop it', { tag: '@U47' }, async ({ chat, stack }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('count to 20')
  await chat.send.dblclick()
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.answers.locator('.prose')).toHaveText(/^1, 2, 3, .*, 19, 20$/)
  const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
  expect(calls).toHaveLength(1)
})

journey(
  'a call whose answer was lost on the way is repeated as the same call',
  { tag: '@U47' },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    let lost = 0
    await page.route(/chat\.send/, async (route) => {
      if (lost++ > 0) return route.continue()
      // The server has it; the page never hears so.
      await route.fetch()
      return route.abort('connectionreset')
    })
    await chat.ask('count to 20')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.answers).toHaveCount(1)
    await expect(chat.list.getByRole('link')).toHaveCount(1)
    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(1)
    await expect(chat.alert).toHaveCount(0)
  },
)

journey('who has begun another chat by the time the first is known is not taken back to it', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route(/chat\.send/, async (route) => {
    await released
    await route.continue()
  })
  await chat.ask('count to 20')
  await expect(chat.stop).toBeVisible()
  await page.getByRole('button', { name: 'New chat' }).click()
  await expect(chat.answers).toHaveCount(0)
  await chat.field.fill('another thought')
  release()
  await expect(chat.conversation('count to 20')).toBeVisible()
  await expect(page).toHaveURL('/')
  await expect(chat.field).toHaveValue('another thought')
  await chat.conversation('count to 20').click()
  await expect(chat.answers.locator('.prose')).toHaveText(/^1, 2, 3, .*, 19, 20$/)
})
