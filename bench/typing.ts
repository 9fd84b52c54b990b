/**
 * `pnpm bench typing [--tokens=4000] [--rate=100] [--only=mixed]`: whether one can write while a long answer arrives.
 * See bench/README.md.
 */
import { parseArgs } from 'node:util'
import { ANSWERS } from './page/long-answers.ts'
import { openPage } from './page/open-page.ts'
import { atPace } from './page/scripted-model.ts'
import { quantile, readTasks, watchTasks } from './page/watch-tasks.ts'

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
  const stop = page.getByRole('button', { name: 'Stop' })
  const startedMs = performance.now()
  const deadlineMs = startedMs + (pieces.length / rate) * 1_000 * 3 + 60_000
  for (let keys = 0; performance.now() < deadlineMs && (keys % 10 !== 0 || (await stop.isVisible())); keys++) {
    await page.keyboard.press('abcdefgh '[keys % 9] ?? 'a')
    await new Promise((resolve) => setTimeout(resolve, KEY_EVERY_MS))
  }
  const { longTasks, inputDelays, frames, crowdedFrames, updates } = await readTasks(page)
  return {
    'longest task ms': Math.max(0, ...longTasks).toFixed(0),
    'tasks > 50 ms': longTasks.length,
    'key to paint p95 ms': quantile(inputDelays, 0.95).toFixed(0),
    keys: inputDelays.length,
    'updates/frames': `${updates}/${frames}`,
    'frames with two': crowdedFrames,
    seconds: ((performance.now() - startedMs) / 1_000).toFixed(0),
    'text kB': ((await page.locator('.prose').innerText()).length / 1_000).toFixed(0),
  }
}
