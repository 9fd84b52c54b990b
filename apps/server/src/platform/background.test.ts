import { expect, test } from 'vitest'
import { createBackground } from './background.ts'
import { createLogger } from './logger.ts'

test('what background work throws is logged, and a shutdown waits for the rest', async () => {
  const lines: string[] = []
  const background = createBackground(createLogger('INFO', { write: (line: string) => void lines.push(line) }))
  const finished: string[] = []
  background.run('broken', () => Promise.reject(new Error('oops')))
  background.run('slow', async () => {
    await new Promise((resolve) => setImmediate(resolve))
    finished.push('slow')
  })
  await background.settled()
  expect(finished).toEqual(['slow'])
  expect(lines.join()).toMatch(/oops.*"work":"broken"/)
})
