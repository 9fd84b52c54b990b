/** `pnpm --filter @coco/e2e screenshots`: makes the pictures of the documents anew, from the real page. */
import { startStack } from '@coco/testkit/start-stack'
import { chromium, expect } from '@playwright/test'
import { join } from 'node:path'
import { ChatPage } from './chat-page.ts'
import { BROWSER_ARGS, findBrowser } from './find-browser.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')

await using stack = await startStack({ emulator: { pace: { firstTokenMs: 200, tokensPerSecond: 90 } } })
await using browser = await chromium.launch({ executablePath: findBrowser(process.env), args: BROWSER_ARGS })

for (const colorScheme of ['light', 'dark'] as const) {
  const chat = await openPage(colorScheme, 1060)
  await chat.signInAs('User Alpha')
  await chat.askAndRead('Make a table of orders by region, with the trend')
  await chat.askAndRead('Write an SQL query for the revenue by region and month')
  await takePicture(chat, `chat-${colorScheme}`)
}

const denied = await openPage('light', 620)
await denied.signInAs('User Beta')
await denied.chooseModel('claude-4-sonnet')
await denied.ask('Summarise last week for the board')
await expect(denied.alert).toBeVisible()
await takePicture(denied, 'denial-light')

/** Wide enough for every line of the answers, so that none is cut off at the edge. */
async function openPage(colorScheme: 'light' | 'dark', height: number): Promise<ChatPage> {
  const options = {
    baseURL: stack.serverUrl,
    viewport: { width: 1200, height },
    colorScheme,
    reducedMotion: 'reduce',
  } as const
  return new ChatPage(await browser.newPage(options))
}

async function takePicture({ page }: ChatPage, name: string) {
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(IMAGES, `${name}.png`) })
}
