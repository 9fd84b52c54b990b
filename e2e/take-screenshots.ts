/** `pnpm --filter @coco/e2e screenshots`: makes the pictures of the documents anew, from the real page. */
import { startStack } from '@coco/testkit/start-stack'
import { type BrowserContextOptions, chromium, expect } from '@playwright/test'
import { join } from 'node:path'
import { AccountPages } from './account-pages.ts'
import { ChatPage } from './chat-page.ts'
import { BROWSER_ARGS, findBrowser } from './find-browser.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const ADMIN = { email: 'ada@example.com', name: 'Ada Lovelace', password: 'long enough to be one' }

const webFolder = process.env.COCO_WEB_FOLDER
await using stack = await startStack({
  emulator: { pace: { firstTokenMs: 200, tokensPerSecond: 90 } },
  ...(webFolder ? { webFolder } : {}),
})
await using browser = await chromium.launch({ executablePath: findBrowser(process.env), args: BROWSER_ARGS })
await stack.addPerson({ ...ADMIN, tenant: 'tenant-alpha', roles: ['admin'] })

for (const colorScheme of ['light', 'dark'] as const) {
  const chat = await openPage({ colorScheme, viewport: { width: 1200, height: 1060 } })
  await chat.signInAs('User Alpha')
  await chat.askAndRead('Make a table of orders by region, with the trend')
  await chat.askAndRead('Write an SQL query for the revenue by region and month')
  await takePicture(chat, `chat-${colorScheme}`)
}

const phone = await openPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
await phone.signInAs('User Alpha')
await phone.askAndRead('List five tips for a status report that people read')
await takePicture(phone, 'phone-light')

const denied = await openPage({ viewport: { width: 1200, height: 660 } })
await denied.signInAs('User Beta')
await denied.chooseModel('claude-4-sonnet')
await denied.ask('Summarise last week for the board')
await expect(denied.alert).toBeVisible()
await takePicture(denied, 'denial-light')

const settings = await openPage({ viewport: { width: 1000, height: 900 } })
const account = new AccountPages(settings.page)
await account.signIn(ADMIN)
await account.openMenu('Settings')
await expect(account.heading).toBeFocused()
await settings.page.waitForLoadState('networkidle')
await takePicture(settings, 'settings-light')

/** Wide enough for every line of the answers, so that none is cut off at the edge. */
async function openPage(options: BrowserContextOptions): Promise<ChatPage> {
  const context = await browser.newContext({
    baseURL: stack.serverUrl,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  })
  return new ChatPage(await context.newPage())
}

async function takePicture({ page }: ChatPage, name: string) {
  if (!(await page.evaluate(() => matchMedia('(pointer: coarse)').matches))) await page.mouse.move(0, 0)
  await page.screenshot({ path: join(IMAGES, `${name}.png`) })
}
