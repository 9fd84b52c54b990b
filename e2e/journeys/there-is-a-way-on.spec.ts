import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

journey.describe('with a Snowflake account, before anybody has an account here', () => {
  journey.use({ stackOptions: { settings: { COCO_MODE: 'snowflake' } } })

  journey(
    'the page says where the first account is made, and the link found there makes it',
    async ({ page, stack, chat }) => {
      await page.goto('/')
      await expect(page).toHaveURL('/sign-in')
      await expect(page.getByRole('main')).toContainText('Nobody has an account here yet.')
      await expect(page.getByRole('main')).toContainText('server/setup-link')

      const link = await readFile(join(stack.folder, 'data/server/setup-link'), 'utf8')
      await page.goto(link.trim())
      await expect(page.getByRole('heading')).toHaveText('Set up Coco')
      await page.getByLabel('E-mail').fill('root@example.com')
      await page.getByLabel('Your name').fill('Root')
      await page.getByLabel('Password', { exact: true }).fill('the very first account')
      await page.getByRole('button', { name: 'Make the account' }).click()
      await expect(chat.field).toBeFocused()
      await page.getByRole('button', { name: 'Account: Root' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('heading')).toHaveText('Sign in')
      await expect(page.getByRole('main')).not.toContainText('Nobody has an account')
    },
  )
})
