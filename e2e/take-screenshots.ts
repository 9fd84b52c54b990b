/** `pnpm --filter @coco/e2e screenshots`: makes the pictures of the README anew, from the real page. */
import { startStack } from '@coco/testkit/start-stack'
import { chromium } from '@playwright/test'
import { join } from 'node:path'
import { ChatPage } from './chat-page.ts'
import { BROWSER_ARGS, findBrowser } from './find-browser.ts'

const IMAGES = join(import.meta.dirname, '../docs/images')

await using stack = await startStack({ emulator: { pace: { firstTokenMs: 200, tokensPerSecond: 90 } } })
await using browser = await chromium.launch({ executablePath: findBrowser(process.env), args: BROWSER_ARGS })

for (const colorScheme of ['light', 'dark'] as const) {
  await using context = await browser.newContext({
    baseURL: stack.serverUrl,
    viewport: { width: 1200, height: 820 },
    colorScheme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const chat = new ChatPage(page)
  await chat.signInAs('User Beta')
  await chat.askAndRead('Write a TypeScript function that groups orders by month')
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: join(IMAGES, `chat-${colorScheme}.png`) })
}
