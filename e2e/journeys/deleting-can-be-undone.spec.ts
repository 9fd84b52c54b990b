import { expect, journey } from '../journey.ts'

journey(
  'a deleted conversation leaves an Undo in its place, which has the focus and brings it back',
  { tag: ['@U54', '@U73'] },
  async ({ chat, page }) => {
    await chat.signInAs('User Alpha')
    await chat.askAndRead('say exactly: Keep me.')
    const title = await chat.titleOfTheOnlyOne()
    await chat.chooseOption(title, 'Delete')
    await expect(chat.conversation(title)).toHaveCount(0)
    const undo = chat.list.getByRole('button', { name: 'Undo' })
    await expect(undo).toBeFocused()
    await expect(chat.announced.filter({ hasText: `Deleted “${title}”` })).toBeAttached()
    await expect(page).toHaveURL('/')
    await expect(chat.answers).toHaveCount(0)
    await expect(undo).toBeFocused()

    await page.keyboard.press('Enter')
    await expect(chat.conversation(title)).toBeVisible()
    await expect(chat.answers.locator('.prose')).toHaveText('Keep me.')
    await page.reload()
    await expect(chat.answers.locator('.prose')).toHaveText('Keep me.')
  },
)

journey('what was deleted is gone from its address, and from the other tab', async ({ chat, page, context }) => {
  await chat.signInAs('User Alpha')
  await chat.askAndRead('say exactly: Gone soon.')
  const address = page.url()
  const title = await chat.titleOfTheOnlyOne()
  const second = await context.newPage()
  await second.goto(address)
  await expect(second.getByText('Gone soon.').last()).toBeVisible()
  await chat.chooseOption(title, 'Delete')
  await expect(second.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'There is no such conversation' })).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Start a new chat' }).click()
  await expect(page).toHaveURL('/')
  await expect(chat.field).toBeFocused()
})
