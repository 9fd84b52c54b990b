import { expect, journey, SLOW } from '../journey.ts'

journey('a newcomer signs in with one click and can write at once', async ({ chat, page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
  await chat.signInAs('User Alpha')
  await expect(page.getByRole('banner')).toContainText('User Alpha')
  await expect(chat.field).toBeFocused()
})

journey.describe('while an answer is written', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } } })

  journey('it grows on the page, token by token', async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    const lengths = await page.evaluateHandle(() => {
      const seen: number[] = []
      new MutationObserver(() => {
        const length = document.querySelector('.prose')?.textContent?.length ?? 0
        if (length > 0 && seen.at(-1) !== length) seen.push(length)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
      return seen
    })
    await chat.ask('Write a long answer of 60 words')
    await expect(page.getByText('Waiting for claude-4-sonnet')).toBeVisible()
    await expect(chat.announced.filter({ hasText: 'Answering' })).toBeAttached()
    await expect(page.locator('[aria-busy=true]')).toBeVisible()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()

    const seen = await lengths.jsonValue()
    expect(seen.length).toBeGreaterThan(10)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    await expect(chat.announced.filter({ hasText: 'Answer complete.' })).toBeAttached()
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
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

journey('every example on the empty page is answered', async ({ chat, page }) => {
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

journey('the text that was not sent survives a reload', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('half a thought')
  await page.reload()
  await expect(chat.field).toHaveValue('half a thought')
})

journey('signing out leaves nothing behind', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await chat.field.fill('a secret plan')
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Who is working today?' })).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify([sessionStorage, localStorage]))).not.toContain('secret')
})
