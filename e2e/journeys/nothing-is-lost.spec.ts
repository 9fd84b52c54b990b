import { expect, journey, SLOW } from '../journey.ts'

journey('a session that ended asks to sign in again and keeps the text', async ({ chat, page, context }) => {
  await chat.signInAs('User Alpha')
  await context.clearCookies()
  await chat.ask('Remember this')
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
  await expect(chat.field).toHaveValue('Remember this')
})

journey(
  'a question that is refused after one has left its chat, or loaded the page anew, is back when one is',
  { tag: ['@U5', '@U27'] },
  async ({ chat, page, stack }) => {
    await chat.signInAs('User Beta')
    await chat.askAndRead('say exactly: First.')
    const title = await chat.titleOfTheOnlyOne()
    const hold = async () => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>()
      await page.route(/chat\.send/, (route) => released.then(() => route.continue()).catch(() => {}))
      return async () => {
        const answered = page.waitForResponse(/chat\.send/)
        release()
        await answered
        await page.unroute(/chat\.send/)
      }
    }

    // Nobody heard what became of it.
    await chat.startNewChat()
    await hold()
    await chat.ask('Remember this')
    await expect(chat.stop).toBeVisible()
    await expect(chat.field).toHaveValue('')
    await page.reload()
    await expect(chat.field).toHaveValue('Remember this')
    await expect(chat.answers).toHaveCount(0)
    await page.unroute(/chat\.send/)

    // Snowflake refuses it, and what it began is gone.
    await chat.chooseModel('claude-4-sonnet')
    const release = await hold()
    await chat.field.press('Enter')
    await expect(chat.stop).toBeVisible()
    await page.getByRole('button', { name: 'New chat' }).click()
    await expect(chat.field).toHaveValue('')
    await release()
    await expect(chat.field).toHaveValue('Remember this')
    await expect(chat.list.getByRole('link')).toHaveCount(1)
    await chat.field.fill('')

    // Coco refuses it, in a conversation.
    await chat.conversation(title).click()
    await expect(chat.answers).toHaveCount(1)
    const { client } = await stack.signIn('user-beta')
    for (let used = 0; used < 60; used++) await client.ask('hi').catch(() => {})
    const releaseSecond = await hold()
    await chat.ask('And this')
    await expect(chat.stop).toBeVisible()
    await chat.startNewChat()
    await releaseSecond()
    await chat.conversation(title).click()
    await expect(chat.field).toHaveValue('And this')
    await expect(chat.alert).toHaveText('User Beta has reached its limit of messages per minute.')
    await expect(chat.answers).toHaveCount(1)
    await page.reload()
    await expect(chat.field).toHaveValue('And this')
  },
)

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
