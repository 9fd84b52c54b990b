import { type SpcsIngress, startSpcsIngress } from '@coco/testkit/spcs-ingress'
import { AccountPages } from '../account-pages.ts'
import { expectNoFlaws, sidewaysPx } from '../find-flaws.ts'
import { expect, journey } from '../journey.ts'

journey(
  'from the keys to the page of the API, which has no flaws wide or narrow, light or dark',
  async ({ chat, page }) => {
    await chat.signInAs('Operator')
    await new AccountPages(page).openMenu('API keys')
    await page.getByRole('link', { name: 'How programs call this' }).click()
    await expect(page).toHaveURL('/docs')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Coco: the API')
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)))
    await expectNoFlaws(page, 'the API, with everything open')
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = false)))
    await expectNoFlaws(page, 'the API, with everything closed')
  },
)

journey('a word finds a call, from the keyboard alone, and an example is copied', async ({ page, chat, stack }) => {
  await page.goto('/docs')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  const contents = page.getByRole('navigation', { name: 'On this page' })
  await page.getByLabel('Filter calls').fill('delete documents')
  await expect(page.getByRole('status')).toHaveText('1 of 8')
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(contents.getByRole('link', { name: /\/v1\/chat/ })).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/docs#deleteDocument')
  await page.getByLabel('Filter calls').fill('no such call')
  await expect(page.getByRole('status')).toHaveText('No call has these words.')
  await page.getByLabel('Filter calls').fill('')
  await expect(page.getByRole('article')).toHaveCount(8)

  const chatCall = page.getByRole('article', { name: 'Ask a model; the answer is a stream of events' })
  await chatCall.getByRole('button', { name: /^Copy: Call,/ }).click()
  await expect(chatCall.getByRole('button', { name: /^Copied/ })).toBeVisible()
  expect(await chat.clipboard()).toContain(
    `curl -N '${stack.serverUrl}/v1/chat/stream' \\\n  -H "X-API-Key: $COCO_API_KEY"`,
  )
})

journey('a link to what is folded opens it', async ({ page }) => {
  await page.goto('/docs#streamChat')
  const refused = page.locator('#streamChat details').filter({ hasText: 'invalid api key' })
  await refused.locator('summary').click()
  await refused.getByRole('link', { name: 'invalid_api_key' }).click()
  await expect(page).toHaveURL('/docs#code-invalid_api_key')
  await expect(page.locator('#code-invalid_api_key')).toBeInViewport()
})

journey('on a phone the contents are a disclosure that closes once it was used', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/docs')
  const toDelete = page.getByRole('navigation').getByRole('link', { name: /DELETE/ })
  await expect(toDelete).toBeHidden()
  await page.getByText('On this page', { exact: true }).click()
  await toDelete.click()
  await expect(page.getByRole('heading', { name: 'Delete a document' })).toBeInViewport()
  await expect(toDelete).toBeHidden()
})

journey.describe('without a script', () => {
  journey.use({ javaScriptEnabled: false })

  journey('the page is whole', async ({ page }) => {
    await page.goto('/docs')
    await expect(page.getByRole('article')).toHaveCount(8)
    await expect(page.getByRole('button', { name: 'Copy' })).toHaveCount(0)
    await expect(page.getByLabel('Filter calls')).toBeHidden()
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /\/v1\/query/ })
      .click()
    await expect(page.getByRole('heading', { name: 'Ask a question that the documents' })).toBeInViewport()
    await page.setViewportSize({ width: 320, height: 700 })
    await page.getByText('On this page', { exact: true }).click()
    await expect(page.getByRole('navigation').getByRole('link', { name: /DELETE/ })).toBeVisible()
  })
})

journey('text twice as large and spaced wider stays in its column', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/docs')
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      'html{font-size:200%} *{letter-spacing:.12em!important;word-spacing:.16em!important;line-height:1.5!important}',
    )
    document.adoptedStyleSheets.push(sheet)
  })
  expect(await sidewaysPx(page)).toBeLessThanOrEqual(0)
})

const insideJourney = journey.extend<{ ingress: SpcsIngress }>({
  stackOptions: { settings: { COCO_MODE: 'snowflake', COCO_INGRESS: 'spcs', SNOWFLAKE_SERVICE_NAME: 'COCO' } },
  ingress: async ({ stack }, use) => {
    await using ingress = await startSpcsIngress(stack.serverUrl, { silenceMs: 90_000 })
    await use(ingress)
  },
  baseURL: async ({ ingress }, use) => use(ingress.url),
})

insideJourney(
  "behind Snowflake's ingress and its policy it works as well, and its calls carry the ingress's token",
  async ({ page, ingress }) => {
    ingress.user = 'ANN'
    await page.goto('/docs#queryDocuments')
    await page.getByLabel('Filter calls').fill('query')
    await expect(page.getByRole('article')).toHaveCount(1)
    const call = page.getByRole('article').getByRole('group', { name: 'Call', exact: true })
    await expect(call).toContainText(`curl '${ingress.url}/v1/query'`)
    await expect(call).toContainText('-H "Authorization: Snowflake Token=\\"$SNOWFLAKE_TOKEN\\""')
    await expect(page.locator('body')).toHaveCSS('margin', '0px')
  },
)
