import { DEFAULT_TIMEOUTS } from '@coco/core/cortex/deadlines'
import { DEFAULT_LIMITS } from '@coco/core/cortex/limits'
import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { LimitVariables } from './limits.ts'

const read = (settings: Record<string, string> = {}) =>
  readConfig({ SNOWFLAKE_ACCOUNT: 'myorg-myaccount', ...settings }, '/srv/coco').limits

test('what nobody sets towards Snowflake is what its client has by itself', () => {
  expect(read()).toMatchObject({ upstream: DEFAULT_LIMITS, timeouts: DEFAULT_TIMEOUTS })
})

describe.each(Object.keys(LimitVariables))('%s', (name) => {
  test('says its unit, unless it counts things', () => {
    expect(name).toMatch(
      /_(BYTES|MS|CALLS|STREAMS|PAGES|CHARACTERS|PASSAGES|READERS|UPLOADS_AT_ONCE|[A-Z]+_PER_(PERSON|TENANT|MINUTE|SECOND))$/,
    )
  })

  test.each(['0', '-1', '1.5', '999999999999', 'many', '1e3'])('is not %s', (value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`${name} must be a whole number from \\d+ to \\d+`))
  })
})

test('every limit has a place of its own: setting it changes one number', () => {
  const usual = numbersIn(read())
  for (const [name, variable] of Object.entries(LimitVariables)) {
    const changed = numbersIn(read({ [name]: String(variable.parse(undefined) + 1) }))
    expect(changed.filter((value, index) => value !== usual[index])).toHaveLength(1)
  }
})

/** All of them, in one order. */
function numbersIn(limits: object): unknown[] {
  return Object.values(limits).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? numbersIn(value) : [value],
  )
}
