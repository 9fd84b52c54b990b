import type { Page } from '@playwright/test'
import { expect, journey, SLOW } from '../journey.ts'

journey('a newcomer signs in with one click and can write at once', { tag: '@U1' }, async ({ chat, page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
  await chat.signInAs('User Alpha')
  await expect(page.getByRole('banner')).toContainText('User Alpha')
  await expect(page.getByRole('main')).toContainText('You are working as User Alpha.')
  await expect(chat.modelButton).toHaveAccessibleName('Model: claude-4-sonnet')
  await expect(chat.field).toBeFocused()
  // Nothing is there yet that one could scroll to.
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)
})

journey.describe('while an answer is written', () => {
  // Long before the first word, so that a busy machine shows the waiting too.
  journey.use({ stackOptions: { emulator: { pace: { ...SLOW, firstTokenMs: 1_500 } } } })

  journey('it grows on the page, token by token', async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    const diary = await keepDiary(page)
    await chat.ask('Write a long answer of 150 words')
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()

    const { lengths, waits, announcements, isBusyWhileWriting } = await diary.jsonValue()
    expect(waits).toEqual(['Waiting for claude-4-sonnet'])
    // A busy machine draws less often, so that one can still write.
    expect(lengths.length).toBeGreaterThan(4)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    expect(isBusyWhileWriting).toBe(true)
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
    // A screen reader is told twice, not with every token.
    expect(announcements[0]).toBe('Answering')
    expect(announcements[1]).toMatch(/^Answer complete\./)
    expect(announcements).toHaveLength(2)
  })

  journey('one can go on writing, and Enter loses nothing', async ({ chat }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('Write a long answer of 200 words')
    await expect(chat.stop).toBeVisible()
    await chat.ask('my next thought')
    await expect(chat.field).toHaveValue('my next thought')
    await expect(chat.answers).toHaveCount(1)
  })
})

journey('the conversation goes on: the model is told what was said before', async ({ chat }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('My favourite colour is amber')
  const answer = await chat.askAndRead('What did I say?')
  await expect(answer).toContainText('My favourite colour is amber')
})

journey('every example on the empty page is answered', { tag: '@U1' }, async ({ chat, page }) => {
  await chat.signInAs('User Beta')
  const examples = await page.getByRole('main').getByRole('listitem').getByRole('button').allTextContents()
  expect(examples.length).toBeGreaterThanOrEqual(3)
  for (const example of examples) {
    await page.getByRole('button', { name: example }).click()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
    await expect(chat.alert).toHaveCount(0)
    await page.getByRole('button', { name: 'New chat' }).click()
  }
})

journey('the text that was not sent survives a reload', { tag: '@U5' }, async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('half a thought')
  await page.reload()
  await expect(chat.field).toHaveValue('half a thought')
})

journey('signing out leaves nothing behind', { tag: '@U5' }, async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('a secret plan')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Who is working today?' })).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))).not.toContain('secret')
})

/** Writes down what the page shows, as it changes: some of it is there for a moment only. */
function keepDiary(page: Page) {
  return page.evaluateHandle(() => {
    const diary = {
      lengths: [] as number[],
      waits: [] as string[],
      announcements: [] as string[],
      isBusyWhileWriting: false,
    }
    const note = <T>(entries: T[], entry: T | undefined) => {
      if (entry && entries.at(-1) !== entry) entries.push(entry)
    }
    new MutationObserver(() => {
      const wait = [...document.querySelectorAll('p')].find((line) => line.textContent.startsWith('Waiting for'))
      note(diary.waits, wait?.textContent)
      note(diary.lengths, document.querySelector('.prose')?.textContent.length)
      note(diary.announcements, document.querySelector('main p.sr-only[role=status]')?.textContent)
      if (document.querySelector('.prose-writing')?.ariaBusy === 'true') diary.isBusyWhileWriting = true
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
    return diary
  })
}
