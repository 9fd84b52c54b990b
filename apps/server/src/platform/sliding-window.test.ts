import fc from 'fast-check'
import { expect, test } from 'vitest'
import { look, type Rule, take, type Window } from './sliding-window.ts'

const calls = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 })
const rules = fc.record({ limit: fc.integer({ min: 1, max: 8 }), windowMs: fc.integer({ min: 1, max: 100 }) })

test('it decides like a model that remembers every call there ever was', () => {
  fc.assert(
    fc.property(rules, calls, (rule, gaps) => {
      const passed: number[] = []
      const window: Window = []
      let nowMs = 0
      for (const gap of gaps) {
        nowMs += gap
        const expected = passed.filter((callMs) => callMs > nowMs - rule.windowMs).length < rule.limit
        expect(take(window, rule, nowMs).allowed).toBe(expected)
        if (expected) passed.push(nowMs)
      }
    }),
  )
})

test('no window of its length ever holds more than the limit', () => {
  fc.assert(
    fc.property(rules, calls, (rule, gaps) => {
      const passed = allPassed(rule, gaps)
      for (const start of passed) {
        const inside = passed.filter((callMs) => callMs >= start && callMs < start + rule.windowMs)
        expect(inside.length).toBeLessThanOrEqual(rule.limit)
      }
    }),
  )
})

test('whoever waits as long as the verdict says is let in, and not a millisecond earlier', () => {
  fc.assert(
    fc.property(rules, calls, (rule, gaps) => {
      const passed = allPassed(rule, gaps)
      const nowMs = gaps.reduce((sum, gap) => sum + gap, 0)
      const verdict = look(passed, rule, nowMs)
      fc.pre(!verdict.allowed)
      expect(look(passed, rule, nowMs + verdict.resetMs).allowed).toBe(true)
      expect(look(passed, rule, nowMs + verdict.resetMs - 1).allowed).toBe(false)
    }),
  )
})

test('the window forgets what has left it', () => {
  const rule: Rule = { limit: 1000, windowMs: 10 }
  const window: Window = []
  for (let nowMs = 0; nowMs < 5000; nowMs++) take(window, rule, nowMs)
  expect(window.length).toBeLessThanOrEqual(20)
})

test('a limit that is lowered holds at once', () => {
  const window = [0, 1, 2, 3, 4]
  expect(look(window, { limit: 2, windowMs: 60 }, 10)).toMatchObject({ allowed: false, remaining: 0, resetMs: 53 })
})

function allPassed(rule: Rule, gaps: readonly number[]): number[] {
  const passed: number[] = []
  const window: Window = []
  let nowMs = 0
  for (const gap of gaps) {
    nowMs += gap
    if (take(window, rule, nowMs).allowed) passed.push(nowMs)
  }
  return passed
}
