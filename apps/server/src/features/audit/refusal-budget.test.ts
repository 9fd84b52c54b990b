import { expect, test } from 'vitest'
import { createManualClock } from '../../platform/manual-clock.ts'
import { createRefusalBudget, createRefusalBudgets } from './refusal-budget.ts'

test('of one actor so many a minute are recorded, and the next says how many were not', () => {
  const clock = createManualClock()
  const admit = createRefusalBudget(clock.monotonicMs)
  const admitted = Array.from({ length: 50 }, () => admit('ann')).filter(({ isAdmitted }) => isAdmitted)
  expect(admitted).toHaveLength(30)
  expect(admit('ben')).toEqual({ isAdmitted: true, leftOut: 0 })
  clock.advance(60_000)
  expect(admit('ann')).toEqual({ isAdmitted: true, leftOut: 20 })
  expect(admit('ann')).toEqual({ isAdmitted: true, leftOut: 0 })
})

test('a thousand actors do not make a thousand rows', () => {
  const clock = createManualClock()
  const admit = createRefusalBudget(clock.monotonicMs)
  const admitted = Array.from({ length: 10_000 }, (_, n) => admit(`actor ${n}`)).filter(({ isAdmitted }) => isAdmitted)
  expect(admitted).toHaveLength(600)
})

test('those of one tenant leave room for those of another', () => {
  const clock = createManualClock()
  const admitOf = createRefusalBudgets(clock.monotonicMs)
  for (let n = 0; n < 10_000; n++) admitOf('*')(`stranger ${n}`)
  expect(admitOf('*')('one more').isAdmitted).toBe(false)
  expect(admitOf('tenant-alpha')('ann').isAdmitted).toBe(true)
})
