import type { Page } from '@playwright/test'

export interface Watched {
  /** Milliseconds of every task over 50 ms. */
  longTasks: number[]
  /** From each key press to the paint that shows it. */
  inputDelays: number[]
  frames: number
  /** Frames in which the answer's text changed more than once. */
  crowdedFrames: number
  updates: number
}

/** Begins to watch in the page; `readTasks` ends it. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = { longTasks: [], inputDelays: [], frames: 0, crowdedFrames: 0, updates: 0 } as Watched
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
    }).observe({ type: 'longtask' })
    // Events of less than 16 ms are not reported: the key handler below counts them all.
    addEventListener('keydown', (event) => {
      const pressedMs = event.timeStamp
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.addEventListener('message', () => watched.inputDelays.push(performance.now() - pressedMs))
        channel.port1.start()
        channel.port2.postMessage(null)
      })
    })
    let updatesInFrame = 0
    new MutationObserver(() => {
      watched.updates += 1
      updatesInFrame += 1
    }).observe(document.querySelector('main ol') ?? document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    const frame = () => {
      watched.frames += 1
      if (updatesInFrame > 1) watched.crowdedFrames += 1
      updatesInFrame = 0
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Object.assign(window, { watched })
  })
}

export function readTasks(page: Page): Promise<Watched> {
  return page.evaluate(() => (window as unknown as { watched: Watched }).watched)
}

export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

/** CPU milliseconds that the page's own thread has used: other people's work on the machine does not count. */
export async function openCpuClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
  }
}
