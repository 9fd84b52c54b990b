import { expect, journey, SLOW } from '../journey.ts'
import { listen } from '../listen.ts'

journey.use({ stackOptions: { emulator: { pace: SLOW } } })

journey(
  'the text that streams is silent; one polite region tells that it is written, and how it ended',
  { tag: '@U55' },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    const said = await listen(page)
    const tree = () => page.getByRole('main').ariaSnapshot()
    expect(await tree()).not.toContain('article')

    await chat.ask('Write a long answer of 600 words')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText(/\w+ \w+ \w+/)
    await expect(text).toHaveAttribute('aria-busy', 'true')
    expect(
      await text.evaluate((element) => element.closest('[aria-live], [role=status], [role=log], [role=alert]')),
    ).toBeNull()
    const during = await tree()
    expect(during).toContain('- heading "You asked" [level=2]')
    expect(during).toContain('- article "claude-4-sonnet answered":\n')
    expect(during).toContain('- button "Stop"')
    expect(during).toContain('- status: Answering')
    expect(during).not.toContain('Copy answer')

    await chat.stop.click()
    await expect(text).toHaveAttribute('aria-busy', 'false')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    const after = await tree()
    expect(after).toContain('- heading "claude-4-sonnet answered" [level=2]')
    expect(after).toContain('- button "Send"')
    expect(after).toContain('- status: Stopped')
    await chat.askAndRead('say exactly: Forty-two.')
    // Two announcements for each answer: none for a token.
    expect(await said()).toEqual(['Answering', 'Stopped', 'Answering', 'Answer complete. Forty-two.'])
  },
)

journey(
  'who wants to hear sentences hears each once, when it is whole; who wants all of it hears it at the end',
  { tag: '@U55' },
  async ({ chat, page }) => {
    await page.addInitScript(() => localStorage.setItem('coco.announce', 'sentences'))
    await chat.signInAs('User Alpha')
    const said = await listen(page)
    await chat.askAndRead('Write a long answer of 100 words')
    const wordsOf = async () => (await chat.answers.last().locator('.prose p').allTextContents()).join(' ')
    const [first, ...sentences] = await said()
    expect(first).toBe('Answering')
    expect(sentences.join(' ')).toBe(`${await wordsOf()} Answer complete.`)
    // At most one each; a slow machine may say two at once, but never half of one.
    expect(sentences.length).toBeGreaterThan(1)
    expect(sentences.length).toBeLessThanOrEqual((await wordsOf()).split(/[.?!](?:\s|$)/).length + 1)
    for (const sentence of sentences) expect(sentence).toMatch(/[.?!]$/)

    await page.addInitScript(() => localStorage.setItem('coco.announce', 'whole'))
    await page.reload()
    await expect(chat.answers).toHaveCount(1)
    const saidLater = await listen(page)
    await chat.askAndRead('Write a long answer of 90 words')
    const whole = await wordsOf()
    expect(whole.length).toBeGreaterThan(400)
    expect(await saidLater()).toEqual(['Answering', `Answer complete. ${whole}`])
  },
)

journey(
  'j and k lead from message to message, with the focus on what is read',
  { tag: '@U56' },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: One.')
    await chat.askAndRead('Write a long answer of 200 words')
    await expect(page.getByRole('listitem').filter({ has: page.getByRole('article') })).toHaveCount(2)
    const focused = page.locator(':focus')
    await chat.answers.last().getByRole('button', { name: 'Copy answer' }).focus()
    const path: [string, string, number][] = [
      ['k', 'claude-4-sonnet answered', 3],
      ['k', 'You asked', 2],
      ['k', 'claude-4-sonnet answered', 1],
      ['k', 'You asked', 0],
      ['k', 'You asked', 0],
      ['j', 'claude-4-sonnet answered', 1],
      ['j', 'You asked', 2],
    ]
    const headings = page.getByRole('main').getByRole('article').getByRole('heading', { level: 2 })
    const bar = (await page.getByRole('banner').boundingBox()) ?? { y: 0, height: 0 }
    for (const [key, name, index] of path) {
      await page.keyboard.press(key)
      await expect(headings.nth(index)).toBeFocused()
      await expect(focused).toHaveAccessibleName(name)
      expect((await focused.boundingBox())?.y).toBeGreaterThanOrEqual(bar.y + bar.height)
    }
    await expect(headings.nth(2)).toBeInViewport()
  },
)
