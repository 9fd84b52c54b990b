import type { BrowserContext } from '@playwright/test'
import { BASELINE_CSP, type SpcsIngress, startSpcsIngress } from '@coco/testkit/spcs-ingress'
import { AccountPages } from '../account-pages.ts'
import { expectNoFlaws } from '../find-flaws.ts'
import { expect, journey as base } from '../journey.ts'

/** Stands for the 90 s of silence after which the real ingress cuts; Coco's heartbeats are as much faster. */
const SILENCE_MS = 3_000
const SILENT_MODEL_MS = 4_500

const journey = base.extend<{ ingress: SpcsIngress }>({
  stackOptions: {
    settings: {
      COCO_MODE: 'snowflake',
      COCO_INGRESS: 'spcs',
      SNOWFLAKE_SERVICE_NAME: 'COCO',
      COCO_LIMIT_HEARTBEAT_MS: '1000',
    },
    emulator: { pace: { firstTokenMs: SILENT_MODEL_MS, tokensPerSecond: 40 } },
  },
  ingress: async ({ stack }, use) => {
    await stack.addPerson({ email: 'ann@snowflake.invalid', name: 'Ann' })
    await using ingress = await startSpcsIngress(stack.serverUrl, { silenceMs: SILENCE_MS })
    await use(ingress)
  },
  // The witness of every journey complains of a request to anywhere but here.
  baseURL: async ({ ingress }, use) => use(ingress.url),
})

/** Where a browser goes, sockets and what a policy stopped included, whichever page or worker begins it. */
function watchOrigins(context: BrowserContext): ReadonlySet<string> {
  const origins = new Set<string>()
  const add = (url: string) => origins.add(new URL(url).origin)
  context.on('request', (request) => add(request.url()))
  context.on('page', (page) => page.on('websocket', (socket) => add(socket.url())))
  context.on('console', (message) => {
    const blocked = /https?:\/\/[^\s'"]+/.exec(message.text())?.[0]
    if (message.type() === 'error' && message.text().includes('Content Security Policy') && blocked) add(blocked)
  })
  return origins
}

journey(
  'whoever is signed in at Snowflake presses nothing, and a silent model, a reload and the policy of the ingress cost nothing',
  async ({ page, chat, ingress, stack, context }) => {
    const origins = watchOrigins(context)
    ingress.user = 'ANN'
    const first = await page.goto('/')
    expect(await first?.headerValue('content-security-policy')).toContain(BASELINE_CSP)
    await expect(page.getByRole('button', { name: /^Account: Ann/ })).toBeVisible()
    await chat.ask('count to 60')
    const text = chat.answers.locator('.prose')
    await expect(text).toContainText('10, ', { timeout: 20_000 })
    await page.reload()
    await expect(chat.answers.getByRole('button', { name: 'Copy answer' })).toBeVisible({ timeout: 20_000 })
    await expect(text).toHaveText(Array.from({ length: 60 }, (_, index) => index + 1).join(', '))
    expect(stack.emulator.calls.list().filter(({ path }) => path.endsWith('/chat/completions'))).toHaveLength(1)
    expect(ingress.cuts()).toBe(0)
    expect([...origins]).toEqual([ingress.url])
  },
)

journey(
  'a request to anywhere but the ingress is noticed, also one that the policy stops',
  async ({ browser, ingress }) => {
    ingress.user = 'ANN'
    await using context = await browser.newContext({ baseURL: ingress.url })
    const origins = watchOrigins(context)
    const page = await context.newPage()
    await page.goto('/')
    await expect(page.getByRole('button', { name: /^Account: Ann/ })).toBeVisible()
    expect([...origins]).toEqual([ingress.url])
    await page.evaluate(() => {
      new Image().src = 'http://picture.invalid/x.png'
      void fetch('http://call.invalid/').catch(() => {})
    })
    await expect
      .poll(() => [...origins].toSorted())
      .toEqual([ingress.url, 'http://call.invalid', 'http://picture.invalid'].toSorted())
  },
)

journey('signing out leads out of Snowflake, and another user is themselves', async ({ page, ingress, stack }) => {
  await stack.addPerson({ email: 'bob@snowflake.invalid', name: 'Bob' })
  ingress.user = 'ANN'
  await page.goto('/')
  await expect(page.getByRole('button', { name: /^Account: Ann/ })).toBeVisible()
  await new AccountPages(page).openMenu('Sign out')
  await expect(page).toHaveURL('/sfc-endpoint/logout')
  ingress.user = 'BOB'
  await page.goto('/')
  await expect(page.getByRole('button', { name: /^Account: Bob/ })).toBeVisible()
})

journey(
  'whoever has no account here is told so once, and let in when they have one',
  async ({ page, ingress, stack }) => {
    ingress.user = 'EVE'
    await page.goto('/')
    await expect(page).toHaveURL('/sign-in?problem=no_tenant')
    await expect(page.getByRole('alert')).toContainText('the name of your Snowflake user')
    await expect(page.getByLabel('Password')).toHaveCount(0)
    await expectNoFlaws(page, 'refused behind the ingress')
    await page.goto('/')
    await expect(page.getByRole('link', { name: 'Sign in with Snowflake' })).toBeVisible()
    await expect(page).toHaveURL('/sign-in')
    await stack.addPerson({ email: 'eve@snowflake.invalid', name: 'Eve' })
    await page.getByRole('link', { name: 'Sign in with Snowflake' }).click()
    await expect(page.getByRole('button', { name: /^Account: Eve/ })).toBeVisible()
  },
)

journey('a browser that keeps no cookies is not sent round in circles', async ({ page, ingress, context }) => {
  ingress.user = 'ANN'
  let asked = 0
  await context.route('**/auth/ingress/start', async (route) => {
    asked += 1
    await route.fulfill({ status: 303, headers: { location: '/' } })
  })
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Sign in with Snowflake' })).toBeVisible()
  expect(asked).toBe(1)
})
