import { expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'

test('the first figures are of all the time since the start', async () => {
  const metrics = createMetrics()
  const { user } = process.cpuUsage()
  const busyMicroseconds = 100_000
  while (process.cpuUsage().user - user < busyMicroseconds);
  const { text } = await metrics.render()
  const seconds = Number(/^process_cpu_user_seconds_total (\S+)/m.exec(text)?.[1])
  expect(seconds).toBeGreaterThanOrEqual(busyMicroseconds / 1_000_000)
})
