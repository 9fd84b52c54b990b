import { expect, journey, SLOW } from '../journey.ts'

const countedTo = (length: number) => Array.from({ length }, (_, index) => index + 1).join(', ')

journey(
  'a conversation has an address and a place in the list, and is there again after a reload',
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await expect(chat.list).toContainText('Nothing here yet')
    await chat.askAndRead('say exactly: The heron stands still.')
    await expect(page).toHaveURL(/\/c\/[0-9a-f-]{36}$/)
    await chat.askAndRead('say exactly: And then it flies.')
    const title = await chat.titleOfTheOnlyOne()
    await page.reload()
    await expect(chat.answers.locator('.prose')).toHaveText(['The heron stands still.', 'And then it flies.'])
    await expect(page).toHaveTitle(`${title} · Coco`)

    await chat.startNewChat()
    await chat.askAndRead('say exactly: Another one.')
    await expect(chat.list.getByRole('link')).toHaveCount(2)
    await chat.conversation(title).click()
    await expect(chat.answers).toHaveCount(2)
    await expect(chat.field).toBeFocused()
    await page.goBack()
    await expect(chat.answers.locator('.prose')).toHaveText(['Another one.'])
  },
)

journey('the unsent text belongs to its conversation', { tag: '@U5' }, async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('first')
  await chat.field.fill('for the first')
  await chat.startNewChat()
  await expect(chat.field).toHaveValue('')
  await chat.field.fill('for a new one')
  await page.goBack()
  await expect(chat.field).toHaveValue('for the first')
  await page.reload()
  await expect(chat.field).toHaveValue('for the first')
  await chat.startNewChat()
  await expect(chat.field).toHaveValue('for a new one')
})

journey.describe('while an answer is written', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey(
    'a reload goes on where it was, without a gap, a repeat, or another call',
    { tag: '@U42' },
    async ({ chat, page, stack }) => {
      await chat.signInAs('User Alpha')
      await chat.ask('count to 240')
      const text = chat.answers.locator('.prose')
      for (const seen of ['10, ', '40, ']) {
        await expect(text).toContainText(seen)
        await page.reload()
        // What was read before is there at once, not counted up again.
        await expect(text).toContainText(seen, { timeout: 5_000 })
        await expect(chat.stop).toBeVisible()
      }
      await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
      await expect(text).toHaveText(countedTo(240))
      await page.reload()
      await expect(text).toHaveText(countedTo(240))
      const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
      expect(calls).toHaveLength(1)
    },
  )

  journey('another conversation can be used meanwhile, and a dot shows the one that is answering', async ({ chat }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('count to 120')
    const title = 'count to 120'
    await expect(chat.conversation(title)).toContainText('an answer is being written')
    await chat.startNewChat()
    await expect(chat.send).toBeVisible()
    await chat.askAndRead('say exactly: Meanwhile.')
    await expect(chat.conversation(title)).toContainText('an answer is being written')
    await chat.conversation(title).click()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 30_000 })
    await expect(chat.answers.locator('.prose')).toHaveText(countedTo(120))
    await expect(chat.conversation(title)).not.toContainText('an answer is being written')
  })
})
