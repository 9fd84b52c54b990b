import { expect, journey } from '../journey.ts'
import { lastAnswer } from '../last-answer.ts'

journey(
  'who wrote an answer, how fast and how much stands under it, and all that is known of it when it is unfolded; after a reload, too',
  { tag: ['@U10', '@U20'] },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Beta')
    await chat.chooseModel('deepseek-r1')
    const answer = await chat.askAndRead('say exactly: Only this.')
    const facts = answer.locator('summary', { hasText: 'Details: ' })
    const { generation } = await lastAnswer(stack, 'user-beta')
    await expect(facts).toContainText('deepseek-r1')
    await expect(facts).toContainText(/first text \d+\.\d s/)
    await expect(facts).toContainText(/\d+\.\d s in all/)
    await expect(facts).toContainText(/\d+ tokens in, \d+ out/)

    await facts.click()
    for (const value of [generation?.requestId, generation?.answerLabel, generation?.snowflakeRequestId]) {
      await expect(answer.getByText(value ?? 'nothing', { exact: true })).toBeVisible()
    }
    await expect(answer.getByText('the model had said all')).toBeVisible()
    await answer.getByRole('button', { name: 'Copy request id' }).click()
    await expect.poll(() => chat.clipboard()).toBe(generation?.requestId)

    // What it thought is folded, has its time, and is no part of what is copied.
    const thought = answer.getByText(/^Thought for \d+ s$/)
    await expect(thought).toBeVisible()
    await expect(thought.locator('xpath=ancestor::details')).not.toHaveAttribute('open')
    await answer.getByRole('button', { name: 'Copy answer' }).click()
    await expect.poll(() => chat.clipboard()).toBe('Only this.')

    await page.reload()
    await expect(facts).toContainText(/first text \d+\.\d s/)
    await expect(answer.getByText('Thought first')).toBeVisible()
    await facts.click()
    await expect(answer.getByText(generation?.requestId ?? 'nothing', { exact: true })).toBeVisible()
  },
)

journey('a content filter is no error: the answer says what ended it', { tag: '@U25' }, async ({ chat, stack }) => {
  stack.emulator.faults.set({ fault: 'filter;after=5' })
  await chat.signInAs('User Beta')
  const answer = await chat.askAndRead('Write a long answer of 60 words')
  await expect(answer).toContainText('The model’s content filter ended this answer.')
  await expect(answer).not.toContainText(/error|wrong|failed/i)
  await expect(chat.alert).toHaveCount(0)
  await expect(answer.locator('.prose')).not.toBeEmpty()
})

journey(
  'an answer can be called good or bad, with a word why; that is kept, changed and taken back',
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    const answer = await chat.askAndRead('say exactly: Hm.')
    const [good, bad] = [
      answer.getByRole('button', { name: 'Good answer' }),
      answer.getByRole('button', { name: 'Bad answer' }),
    ]
    const kept = async () => (await lastAnswer(stack)).feedback
    await bad.focus()
    await page.keyboard.press('Enter')
    await expect(bad).toHaveAttribute('aria-pressed', 'true')
    await expect(bad).toBeFocused()
    await answer.getByRole('button', { name: 'Add a note' }).click()
    const note = answer.getByLabel('Why? You need not say.')
    await expect(note).toBeFocused()

    // What cannot be saved is not lost, and says so.
    await page.route(/conversations\.rate/, (route) => route.abort('connectionreset'))
    await note.fill('too short')
    await answer.getByRole('button', { name: 'Save note' }).click()
    await expect(chat.alert).toContainText('Your opinion was not saved.')
    await expect(note).toHaveValue('too short')
    await page.unroute(/conversations\.rate/)
    await answer.getByRole('button', { name: 'Save note' }).click()
    await expect(answer.getByRole('button', { name: 'Your note' })).toBeFocused()
    await expect.poll(kept).toEqual({ rating: 'bad', note: 'too short' })

    await page.reload()
    await expect(bad).toHaveAttribute('aria-pressed', 'true')
    await good.click()
    await expect(good).toHaveAttribute('aria-pressed', 'true')
    await expect(bad).toHaveAttribute('aria-pressed', 'false')
    await expect.poll(kept).toEqual({ rating: 'good', note: 'too short' })
    await good.click()
    await expect(good).toHaveAttribute('aria-pressed', 'false')
    await expect(answer.getByRole('button', { name: 'Your note' })).toHaveCount(0)
    await expect.poll(kept).toBeNull()
  },
)
