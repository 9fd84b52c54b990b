import { ownerOf } from '@coco/testkit/database-owner'
import type { Stack } from '@coco/testkit/start-stack'
import type { Page } from '@playwright/test'
import { expect, journey } from '../journey.ts'
import { lastAnswer } from '../last-answer.ts'

journey.use({ stackOptions: { emulator: { pace: { firstTokenMs: 50, tokensPerSecond: 30 } } } })

journey(
  'Stop keeps what was written, marks it, and ends the call to the model',
  { tag: ['@U6', '@U16'] },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Alpha')
    const sendBox = await chat.send.boundingBox()
    const shifts = await watchShifts(page)
    // However slow the way to the server is: what was asked stands there before anything has come back.
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route(/chat\.send/, async (route) => {
      await released
      await route.continue()
    })
    await chat.ask('Write a long answer of 500 words')
    await expect(page.getByRole('article', { name: 'You asked' })).toContainText('Write a long answer of 500 words')
    await expect(chat.field).toHaveValue('')
    await expect(chat.stop).toBeVisible()
    await expect(chat.answers).toHaveCount(1)
    release()
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText(/\w+ \w+ \w+/)
    expect(await chat.stop.boundingBox()).toEqual(sendBox)
    expect(await shifts()).toEqual([])

    await chat.stop.click()
    await expect(chat.answers).toContainText('Stopped')
    const kept = await text.textContent()
    await expect(chat.announced.filter({ hasText: 'Stopped' })).toBeAttached()
    await expect(chat.field).toBeFocused()

    const calls = stack.emulator.calls.list().filter((call) => call.path.endsWith('/chat/completions'))
    expect(calls).toHaveLength(1)
    expect(await calls[0]?.ended).toMatchObject({ how: 'aborted' })
    // What the server kept can be some words longer than what the page had read; from then on it stays as it is.
    const { content: stored } = await lastAnswer(stack)
    expect(lettersOf(stored).startsWith(lettersOf(kept))).toBe(true)
    await expectSpent(stack)
    await page.reload()
    await expect.poll(async () => lettersOf(await text.textContent())).toBe(lettersOf(stored))
    await expect(page.locator('.prose-writing')).toHaveCount(0)
  },
)

journey('a conversation goes on after Stop, with the part that was kept', { tag: '@U16' }, async ({ chat, stack }) => {
  await chat.signInAs('User Alpha')
  await chat.ask('Write a long answer of 500 words')
  await expect(chat.answers.locator('.prose')).toContainText(/\w+ \w+ \w+/)
  await chat.stop.click()
  // What the server kept can be a word longer than what the page had read.
  const { content: kept } = await lastAnswer(stack)
  const copied = async () => {
    await chat.answers.getByRole('button', { name: /^Copy answer/ }).click()
    return chat.clipboard()
  }
  await expect.poll(copied).toBe(kept)
  await chat.askAndRead('Thanks')
  const { body } = stack.emulator.calls.list().findLast((call) => call.path.endsWith('/chat/completions')) ?? {}
  expect(body).toMatchObject({
    messages: expect.arrayContaining([
      { role: 'assistant', content: kept },
      { role: 'user', content: 'Thanks' },
    ]),
  })
})

journey.describe('before the first word', () => {
  journey.use({ stackOptions: { emulator: { pace: { firstTokenMs: 60_000, tokensPerSecond: 30 } } } })

  journey(
    'Stop keeps the question, to be asked again or otherwise',
    { tag: ['@U7', '@U16'] },
    async ({ chat, page }) => {
      await chat.signInAs('User Alpha')
      await chat.ask('Never mind')
      await expect(page.getByText('Waiting for claude-4-sonnet')).toBeVisible()
      await expect(page.getByRole('progressbar')).toHaveCount(0)
      await chat.stop.click()
      await expect(chat.answers).toContainText('Stopped before the first word')
      await expect(chat.alert).toHaveCount(0)
      await expect(chat.send).toBeVisible()
      await page.reload()
      await expect(chat.answers).toContainText('Stopped before the first word')
      await expect(chat.answers.getByRole('button', { name: 'Regenerate' })).toBeVisible()
    },
  )
})

/** A stopped answer is counted, once, as one whose tokens are not all known: Snowflake tells them at the end. */
async function expectSpent(stack: Stack) {
  await using database = await ownerOf(stack)
  const spent = async () => (await database.query('SELECT kind, tenant_id, model, is_whole FROM coco.usage')).rows
  const stopped = { kind: 'chat', tenant_id: 'tenant-alpha', model: 'claude-4-sonnet', is_whole: false }
  await expect.poll(spent).toEqual([stopped])
}

/** Without the blanks, which stand between paragraphs only in what is stored. */
function lettersOf(text: string | null): string {
  return (text ?? '').replace(/\s+/g, '')
}

const CARET_PX = 12

/** What jumps on the page from here on, but for the caret, which goes along with the text. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate((caretPx) => {
    interface Shift extends PerformanceEntry {
      sources: { node: Element | null; currentRect: DOMRectReadOnly }[]
    }
    const shifted: string[] = []
    Object.assign(window, { shifted })
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries() as Shift[]) {
        const jumped = sources.filter(({ currentRect }) => currentRect.width > caretPx)
        shifted.push(...jumped.map(({ node }) => node?.textContent ?? 'something'))
      }
    }).observe({ type: 'layout-shift' })
  }, CARET_PX)
  return () => page.evaluate(() => (window as unknown as { shifted: string[] }).shifted)
}
