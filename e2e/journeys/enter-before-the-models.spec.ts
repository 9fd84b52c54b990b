import type { Page } from '@playwright/test'
import { expect, journey } from '../journey.ts'

const REASON = 'The models are still being listed. Your text is kept: send it again in a moment.'

journey('Enter before the models are known says why nothing was sent, and keeps the text', async ({ chat, page }) => {
  const models = await holdBackModels(page)
  await page.goto('/')
  await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
  await expect(chat.field).toBeFocused()
  await expect(page.getByRole('main')).toContainText('Loading models…')
  await chat.ask('Too early')

  const reason = page.getByRole('form', { name: 'Message' }).getByText(REASON)
  await expect(reason).toBeInViewport()
  expect((await reason.boundingBox())?.height).toBeGreaterThan(10)
  await expect(chat.announced.filter({ hasText: REASON })).toBeAttached()
  await expect(chat.field).toHaveValue('Too early')
  await expect(chat.field).toBeFocused()
  await expect(chat.send).toHaveAttribute('aria-disabled', 'true')
  await expect(chat.send).toHaveAccessibleDescription(REASON)

  // It stays until it is no reason any more, whatever is written meanwhile.
  await chat.field.press('End')
  await chat.field.pressSequentially(' for this')
  await expect(reason).toBeInViewport()
  models.release()
  await expect(chat.modelButton).toBeVisible()
  await expect(reason).toHaveCount(0)
  await expect(chat.answers).toHaveCount(0)
  await chat.field.press('Enter')
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
})

journey('an example chosen before the models are known waits in the field', async ({ chat, page }) => {
  const models = await holdBackModels(page)
  await page.goto('/')
  await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
  await expect(chat.field).toBeFocused()
  const example = page.getByRole('main').getByRole('listitem').getByRole('button').first()
  const prompt = (await example.textContent()) ?? ''
  await example.click()
  await expect(chat.field).toHaveValue(prompt)
  await expect(chat.field).toBeFocused()
  await expect(page.getByRole('form', { name: 'Message' }).getByText(REASON)).toBeInViewport()
  models.release()
  await expect(chat.modelButton).toBeVisible()
  await chat.field.press('Enter')
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
})

async function holdBackModels(page: Page) {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route(/models\.list/, async (route) => {
    await released
    await route.continue()
  })
  return { release }
}

journey('models that cannot be listed are the reason, and can be asked for again', async ({ chat, page }) => {
  const models = /models\.list/
  await page.route(models, (route) => route.abort('connectionrefused'))
  await page.goto('/')
  await page.getByRole('button', { name: /^Sign in as User Alpha/ }).click()
  await expect(chat.alert).toHaveText('The models of User Alpha could not be listed.')
  await chat.ask('Anybody there?')
  await expect(chat.send).toHaveAccessibleDescription(/^The models of User Alpha could not be listed\./)
  await expect(chat.field).toHaveValue('Anybody there?')
  await page.unroute(models)
  await chat.alert.locator('..').getByRole('button', { name: 'Try again' }).click()
  await expect(chat.modelButton).toBeVisible()
  await chat.field.press('Enter')
  await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible()
})
