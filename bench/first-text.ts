/**
 * `pnpm bench first-text [--questions=20]`: how soon the page shows what was asked, that it waits, and what the model says;
 * and how soon after a reload in the middle. See bench/README.md.
 */
import type { Page } from '@playwright/test'
import { parseArgs } from 'node:util'
import { openPage } from './page/open-page.ts'
import { quantile } from './page/watch-tasks.ts'

const { values } = parseArgs({ options: { questions: { type: 'string', default: '20' } } })
const questions = Number(values.questions)
const PIECES = 15
const PIECE_EVERY_MS = 60
const THINKS_MS = 400
const RELOADS = 5
let pieces = PIECES

await using open = await openPage(async function* (signal) {
  await pause(THINKS_MS)
  for (let piece = 0; piece < pieces && !signal.aborted; piece++) {
    // The moment in which it left the model: before the local Snowflake and the gateway had it.
    yield `at${Date.now()} `
    await pause(PIECE_EVERY_MS)
  }
})
const { page } = open
const seen: Seen[] = []
for (let question = 0; question < questions; question++) seen.push(await ask(page, `Question ${question}`))
const warm = seen.slice(1)
console.log(`pnpm bench first-text --questions=${questions} · Node ${process.version}\n`)
console.table({
  'Enter to the question on the page (U6)': row(
    warm.map(({ bubbleMs }) => bubbleMs),
    '≤ 50',
  ),
  'Enter to “Waiting for …” (U7)': row(
    warm.map(({ waitingMs }) => waitingMs),
    '≤ 150',
  ),
  'the model said it to on the screen (U8)': row(
    warm.flatMap(({ textMs }) => textMs),
    'p95 ≤ 50',
  ),
  'reload in mid-answer to the text so far (U42)': row(await reloads(page), '≤ 500'),
})

interface Seen {
  bubbleMs: number
  waitingMs: number
  textMs: number[]
}

async function ask(on: Page, question: string): Promise<Seen> {
  await on.getByLabel('Your message').fill(question)
  await on.evaluate((text) => {
    const found: Seen = { bubbleMs: 0, waitingMs: 0, textMs: [] }
    const known = new Set<string>()
    let enterMs = 0
    addEventListener('keydown', ({ timeStamp }) => (enterMs = timeStamp), { once: true, capture: true })
    const afterPaint = (record: () => void) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', record)
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    const observer = new MutationObserver(() => {
      const last = [...document.querySelectorAll('main ol > li')].at(-1)
      const said = last?.textContent ?? ''
      if (!said.includes(text)) return
      if (found.bubbleMs === 0) {
        found.bubbleMs = -1
        afterPaint(() => (found.bubbleMs = performance.now() - enterMs))
      }
      if (found.waitingMs === 0 && said.includes('Waiting for')) {
        found.waitingMs = -1
        afterPaint(() => (found.waitingMs = performance.now() - enterMs))
      }
      for (const [, stamp = ''] of said.matchAll(/at(\d{13})/g)) {
        if (known.has(stamp)) continue
        known.add(stamp)
        afterPaint(() => found.textMs.push(Date.now() - Number(stamp)))
      }
    })
    observer.observe(document.body, { childList: true, characterData: true, subtree: true })
    Object.assign(window, { found, endWatch: () => observer.disconnect() })
  }, question)
  await on.keyboard.press('Enter')
  await on.locator('main ol > li').last().getByRole('button', { name: 'Copy answer' }).waitFor()
  return on.evaluate(() => {
    const { found, endWatch } = window as unknown as { found: Seen; endWatch: () => void }
    endWatch()
    return found
  })
}

/** From the beginning of the navigation to a page that shows what had been said before it. */
async function reloads(on: Page): Promise<number[]> {
  const times: number[] = []
  pieces = 2_000
  await on.getByLabel('Your message').fill('A long one')
  await on.keyboard.press('Enter')
  const text = on.locator('main ol > li').last().locator('.prose')
  for (let round = 0; round < RELOADS; round++) {
    // Well into the answer, so that there is something to be missing.
    await text.filter({ hasText: /(at\d{13}\s*){20}/ }).waitFor()
    const before = (await text.innerText()).trim().split(/\s+/).length
    await on.reload({ waitUntil: 'commit' })
    times.push(
      await on.evaluate(
        (count) =>
          new Promise<number>((resolve) => {
            const look = () => {
              const words = [...document.querySelectorAll('main ol .prose')].at(-1)?.textContent?.match(/at\d{13}/g)
              if ((words?.length ?? 0) >= count) resolve(performance.now())
              else requestAnimationFrame(look)
            }
            look()
          }),
        before,
      ),
    )
  }
  await on.getByRole('button', { name: 'Stop' }).click()
  return times
}

function row(figures: number[], aim: string) {
  const at = (share: number) => quantile(figures, share).toFixed(0)
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'max ms': at(1), of: figures.length, aim }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
