/** `pnpm --filter @coco/e2e screenshots`: makes the pictures of the documents anew, from the real page. */
import { type Stack, startStack } from '@coco/testkit/start-stack'
import { type BrowserContextOptions, chromium, expect } from '@playwright/test'
import { join } from 'node:path'
import { AccountPages } from './account-pages.ts'
import { ChatPage } from './chat-page.ts'
import { BROWSER_ARGS, findBrowser } from './find-browser.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')
const ADMIN = { email: 'ada@example.com', name: 'Ada Lovelace', password: 'long enough to be one' }

const webFolder = process.env.COCO_WEB_FOLDER
await using browser = await chromium.launch({ executablePath: findBrowser(process.env), args: BROWSER_ARGS })

for (const colorScheme of ['light', 'dark'] as const) {
  // Its own each time: in the list stands what was asked for this picture.
  await using own = await startCoco()
  const chat = await openPage(own, { colorScheme, viewport: { width: 1200, height: 1060 } })
  await chat.signInAs('User Alpha')
  await askAndRead(chat, 'Make a table of orders by region, with the trend')
  await askAndRead(chat, 'Write an SQL query for the revenue by region and month')
  await takePicture(chat, `chat-${colorScheme}`)
}

await using stack = await startCoco()
await stack.addPerson({ ...ADMIN, tenant: 'tenant-alpha', roles: ['admin'] })

const phone = await openPage(stack, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
await phone.signInAs('User Alpha')
await askAndRead(phone, 'List five tips for a status report that people read')
await takePicture(phone, 'phone-light')

const denied = await openPage(stack, { viewport: { width: 1200, height: 660 } })
await denied.signInAs('User Beta')
await denied.chooseModel('claude-4-sonnet')
await denied.ask('Summarise last week for the board')
await expect(denied.alert).toBeVisible()
await takePicture(denied, 'denial-light')

const settings = await openPage(stack, { viewport: { width: 1000, height: 900 } })
const account = new AccountPages(settings.page)
await account.signIn(ADMIN)
await account.openMenu('Settings')
await expect(account.heading).toBeFocused()
await settings.page.waitForLoadState('networkidle')
// As high as the sections that are whole.
const nextSection = settings.page.getByRole('heading', { name: 'Language', exact: true })
const end = await nextSection.evaluate((heading) => heading.getBoundingClientRect().top)
await settings.page.setViewportSize({ width: 1000, height: Math.floor(end) - 16 })
await takePicture(settings, 'settings-light')

function startCoco() {
  return startStack({
    emulator: { pace: { firstTokenMs: 200, tokensPerSecond: 90 } },
    ...(webFolder ? { webFolder } : {}),
  })
}

/** Wide enough for every line of the answers, so that none is cut off at the edge. */
async function openPage({ serverUrl }: Stack, options: BrowserContextOptions): Promise<ChatPage> {
  const context = await browser.newContext({
    baseURL: serverUrl,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    ...options,
  })
  return new ChatPage(await context.newPage())
}

/** Also what the answer tells of itself, which is there a moment later. */
async function askAndRead(chat: ChatPage, question: string) {
  const answer = await chat.askAndRead(question)
  await expect(answer.locator('summary')).toContainText('first text')
}

async function takePicture({ page }: ChatPage, name: string) {
  if (!(await page.evaluate(() => matchMedia('(pointer: coarse)').matches))) await page.mouse.move(0, 0)
  await page.screenshot({ path: join(IMAGES, `${name}.png`) })
}
