import { expect, journey } from '../journey.ts'

journey('a page that does not exist says so and leads to the start page', async ({ chat, page }) => {
  await chat.signInAs('User Alpha')
  await page.goto('/no-such-page')
  await expect(chat.alert).toHaveText('There is no such page.')
  await page.getByRole('button', { name: 'To the start page' }).click()
  await expect(page).toHaveURL('/')
  await expect(chat.field).toBeFocused()
})

journey('a server that cannot answer can be asked again for the same page', async ({ chat, page }) => {
  const calls = '**/trpc/**'
  await page.route(calls, (route) => route.abort('connectionrefused'))
  await page.goto('/sign-in?ended=true')
  await expect(chat.alert).toBeVisible()
  await page.unroute(calls)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page).toHaveURL('/sign-in?ended=true')
  await expect(page.getByText('Your session has ended.')).toBeVisible()
  await expect(chat.alert).toHaveCount(0)
})

journey.describe('with a Snowflake account', () => {
  journey.use({ stackOptions: { settings: { COCO_MODE: 'snowflake' } } })

  journey('the page says that nobody can sign in yet, and what works instead', async ({ page }) => {
    await page.goto('/')
    const main = page.getByRole('main')
    await expect(main.getByRole('heading')).toHaveText('People cannot sign in here yet')
    for (const way of ['X-API-Key', '/v1/chat/stream', 'npm start', 'SNOWFLAKE_ACCOUNT']) {
      await expect(main).toContainText(way)
    }
    await expect(main.getByRole('button')).toHaveCount(0)
  })
})
