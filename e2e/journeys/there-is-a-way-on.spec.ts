import { expect, journey } from '../journey.ts'

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
