/**
 * `pnpm bench typing [--tokens=4000] [--rate=100] [--only=mixed]`: whether one can write while a long answer arrives.
 * See bench/README.md.
 */
import type { Page } from '@playwright/test'
import { parseArgs } from 'node:util'
import { ANSWERS } from './page/long-answers.ts'
import { openPage } from './page/open-page.ts'
import { atPace } from './page/scripted-model.ts'
import { openCpuClock, quantile, readTasks, watchTasks } from './page/watch-tasks.ts'

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '4000' },
    rate: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
  },
})
const tokens = Number(values.tokens)
const rate = Number(values.rate)
const chosen = Object.entries(ANSWERS).filter(([name]) => values.only === '' || name === values.only)
/** A word more every so often, like somebody who writes the next question. */
const KEY_EVERY_MS = 120

const figures: Record<string, object> = {}
for (const [name, write] of chosen) figures[name] = await measure(write(tokens))
console.log(`pnpm bench typing --tokens=${tokens} --rate=${rate} · Node ${process.version}\n`)
console.table(figures)

async function measure(pieces: string[]) {
  await using open = await openPage((signal) => atPace(pieces, rate, signal))
  const { page } = open
  const field = page.getByLabel('Your message')
  await field.fill('Write it')
  await field.press('Enter')
  await page.locator('.prose').first().waitFor()
  await watchTasks(page)
  const cpu = await openCpuClock(page)
  const marks = [{ cpuMs: await cpu(), characters: await textLength(page) }]
  const stop = page.getByRole('button', { name: 'Stop' })
  const startedMs = performance.now()
  const deadlineMs = startedMs + (pieces.length / rate) * 1_000 * 3 + 60_000
  for (let keys = 0; performance.now() < deadlineMs && (keys % 10 !== 0 || (await stop.isVisible())); keys++) {
    if (keys % 10 === 0) marks.push({ cpuMs: await cpu(), characters: await textLength(page) })
    await page.keyboard.press('abcdefgh '[keys % 9] ?? 'a')
    await new Promise((resolve) => setTimeout(resolve, KEY_EVERY_MS))
  }
  const { longTasks, inputDelays, frames, crowdedFrames, updates } = await readTasks(page)
  return {
    'longest task ms': Math.max(0, ...longTasks).toFixed(0),
    'tasks > 50 ms': longTasks.length,
    'key to paint p95 ms': quantile(inputDelays, 0.95).toFixed(0),
    keys: inputDelays.length,
    'CPU ms per kB, first third': perKb(marks.slice(0, Math.ceil(marks.length / 3))),
    'last third': perKb(marks.slice(-Math.ceil(marks.length / 3))),
    'updates/frames': `${updates}/${frames}`,
    'frames with two': crowdedFrames,
    seconds: ((performance.now() - startedMs) / 1_000).toFixed(0),
    'text kB': ((await page.locator('.prose').innerText()).length / 1_000).toFixed(0),
  }
}

interface Mark {
  cpuMs: number
  characters: number
}

/** The same at the end as at the beginning, where a new word costs the same however much is there. */
function perKb(marks: Mark[]): string {
  const [first, last] = [marks.at(0), marks.at(-1)]
  if (!first || !last || last.characters === first.characters) return '–'
  return ((last.cpuMs - first.cpuMs) / ((last.characters - first.characters) / 1_000)).toFixed(0)
}

function textLength(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('main ol .prose')?.textContent?.length ?? 0)
}
