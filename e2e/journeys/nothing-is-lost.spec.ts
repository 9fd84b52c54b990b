import { expect, journey, SLOW } from '../journey.ts'

journey('a session that ended asks to sign in again and keeps the text', async ({ chat, page, context }) => {
  await chat.signInAs('User Alpha')
  await context.clearCookies()
  await chat.ask('Remember this')
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
  await expect(chat.field).toHaveValue('Remember this')
})

journey('an answer that broke off is never shown as complete', { tag: '@U48' }, async ({ chat, stack }) => {
  stack.emulator.faults.set({ fault: 'cut;after=5' })
  await chat.signInAs('User Alpha')
  await chat.ask('Write a long answer of 200 words')
  await expect(chat.answers).toContainText('What is here may not be all.')
  await expect(chat.answers.locator('.prose')).not.toBeEmpty()
  await expect(chat.announced.filter({ hasText: 'Failed' })).toBeAttached()
})

journey('an answer cut by its length says so', { tag: '@U24' }, async ({ chat, stack }) => {
  stack.emulator.faults.set({ fault: 'length;after=5' })
  await chat.signInAs('User Beta')
  const answer = await chat.askAndRead('Write a long answer of 200 words')
  await expect(answer).toContainText('longest allowed length')
})

journey.describe('while an answer is written', () => {
  journey.use({ stackOptions: { emulator: { pace: SLOW } }, viewport: { width: 800, height: 500 } })

  journey('scrolling up stays where it is, and the way back is one press', async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.ask('Write a long answer of 600 words')
    const newText = page.getByRole('button', { name: 'New text' })
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(150)
    await page.mouse.move(400, 200)
    await page.mouse.wheel(0, -120)
    await expect(newText).toBeVisible()
    const place = await page.evaluate(() => scrollY)
    const length = (await chat.answers.textContent())?.length ?? 0
    await expect.poll(async () => (await chat.answers.textContent())?.length).toBeGreaterThan(length + 100)
    expect(await page.evaluate(() => scrollY)).toBe(place)
    await newText.press('Enter')
    await expect(newText).toHaveCount(0)
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY)).toBeLessThan(60)
    await chat.stop.click()
  })
})
