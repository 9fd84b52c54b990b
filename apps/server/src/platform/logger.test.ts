import { CortexError } from '@coco/core/cortex/cortex-error'
import { expect, test } from 'vitest'
import { createLogger } from './logger.ts'

function logTo(lines: string[]) {
  return createLogger('DEBUG', { write: (line: string) => void lines.push(line) })
}

test('what would slip in by name is blanked', () => {
  const lines: string[] = []
  logTo(lines).info(
    { headers: { authorization: 'Bearer canary' }, req: { cookie: 'canary' }, messages: ['canary'] },
    'x',
  )
  expect(lines.join()).not.toContain('canary')
  expect(lines.join()).toContain('[redacted]')
})

test('an error is written with its cause and without upstream body', () => {
  const lines: string[] = []
  const cause = new Error('ECONNRESET')
  const error = new CortexError(
    'cut',
    { code: 'upstream_broken_off', statusCode: 502, upstreamBody: 'canary' },
    { cause },
  )
  logTo(lines).error({ err: error }, 'failed')
  expect(lines.join()).toContain('upstream_broken_off')
  expect(lines.join()).toContain('ECONNRESET')
  expect(lines.join()).not.toContain('canary')
})

test('LOG_LEVEL decides what is written', () => {
  const lines: string[] = []
  const log = createLogger('ERROR', { write: (line: string) => void lines.push(line) })
  log.warn('quiet')
  log.error('loud')
  expect(lines).toHaveLength(1)
})
