import { expect, journey } from '../journey.ts'
import { newestConversation } from '../last-answer.ts'

journey(
  'another answer and another question stand beside the first, and survive a reload',
  { tag: ['@U22', '@U23'] },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: First.')
    await page.getByRole('button', { name: 'Ask another model' }).click()
    await page.getByRole('menuitem', { name: 'mistral-large2' }).click()
    await expect(chat.answers).toContainText('2 / 2')
    await expect(chat.answers).toHaveAccessibleName('mistral-large2 answered')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    // The first one is back with one key.
    await expect(chat.field).toBeFocused()
    await page.getByRole('button', { name: 'Next answer' }).focus()
    await page.keyboard.press('h')
    await expect(chat.answers).toContainText('1 / 2')
    await expect(chat.answers).toHaveAccessibleName('claude-4-sonnet answered')
    await page.reload()
    await expect(chat.answers).toContainText('1 / 2')
    await expect(chat.answers).toHaveAccessibleName('claude-4-sonnet answered')

    await page.getByRole('button', { name: 'Edit' }).click()
    const field = page.getByLabel('Your question')
    await expect(field).toBeFocused()
    await field.fill('say exactly: Second.')
    await field.press('Enter')
    await expect(chat.answers.locator('.prose')).toHaveText('Second.')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.field).toBeFocused()
    const question = page.getByRole('article', { name: 'You asked' })
    await expect(question).toContainText('2 / 2')

    await page.getByRole('button', { name: 'Previous question' }).click()
    await expect(chat.answers.locator('.prose')).toHaveText('First.')
    // Back at a question its newest answer is shown.
    await expect(chat.answers).toContainText('2 / 2')
    await page.reload()
    await expect(chat.answers.locator('.prose')).toHaveText('First.')
    await expect(chat.answers).toContainText('2 / 2')
    await expect(question).toContainText('1 / 2')
    await page.getByRole('button', { name: 'Next question' }).focus()
    await page.keyboard.press('l')
    await expect(chat.answers.locator('.prose')).toHaveText('Second.')

    // Everything that was written is in the export, not only what is shown.
    const { trpc, conversation } = await newestConversation(stack)
    const { text } = await trpc.conversations.export.query({ conversationId: conversation.id, format: 'json' })
    const { messages } = JSON.parse(text) as { messages: { role: string; content: string }[] }
    expect(messages.filter(({ role }) => role === 'assistant').map(({ content }) => content)).toEqual([
      'First.',
      'First.',
      'Second.',
    ])
  },
)

journey(
  'rewriting a question can be given up, and the focus is where it was',
  { tag: '@U54' },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: First.')
    const edit = page.getByRole('button', { name: 'Edit' })
    await edit.focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Your question').fill('something else')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('article', { name: 'You asked' })).toContainText('say exactly: First.')
    await expect(edit).toBeFocused()
  },
)

journey(
  'a refused rewriting is back in its form, and the old exchange is there',
  { tag: '@U27' },
  async ({ chat, page }) => {
    await chat.signInAs('User Beta')
    await chat.askAndRead('say exactly: First.')
    await chat.chooseModel('claude-4-sonnet')
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Your question').fill('say exactly: Second.')
    await page.getByRole('button', { name: 'Ask again' }).click()
    await expect(chat.alert).toHaveText('Snowflake does not let User Beta use claude-4-sonnet.')
    await expect(page.getByLabel('Your question')).toHaveValue('say exactly: Second.')
    await expect(chat.field).toHaveValue('')
    await expect(chat.answers.locator('.prose')).toHaveText('First.')
  },
)

journey('an answer that was cut goes on where it ended', { tag: '@U24' }, async ({ chat, page, stack }) => {
  stack.emulator.faults.set({ fault: 'length;after=5' })
  await chat.signInAs('User Beta')
  await chat.askAndRead('Write a long answer of 60 words')
  await expect(chat.answers).toContainText('longest allowed length')
  const part = (await chat.answers.locator('.prose').textContent()) ?? ''
  stack.emulator.faults.clear()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(chat.answers).not.toContainText('longest allowed length')
  // Exactly as many words as were asked for: nothing between the two parts is missing or said twice.
  const words = async () => ((await chat.answers.locator('.prose').textContent()) ?? '').split(/\s+/)
  await expect.poll(async () => (await words()).length).toBe(60)
  expect((await words()).join(' ').startsWith(part.trim())).toBe(true)
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
  await expect(chat.answers).toHaveCount(1)
})
