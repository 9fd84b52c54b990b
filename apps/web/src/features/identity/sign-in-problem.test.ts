import { SignInProblem } from '@coco/shared/sign-in-problems'
import { expect, test } from 'vitest'
import { signInProblem } from './sign-in-problem.ts'

test.each(SignInProblem.options)('%s is told in plain sentences', (problem) => {
  expect(signInProblem(problem, null)).toMatch(/^\p{Lu}.+\.$/u)
  expect(signInProblem(problem, null)).not.toMatch(/[a-z]_[a-z]/)
})

test.each(['<b>Call 555</b>', 'toString', ''])('an address with “%s” puts none of it on the page', (problem) => {
  expect(signInProblem(problem, null)).toBe('Signing in did not work. Please try again.')
})

test('without a problem nothing is said', () => {
  expect(signInProblem(undefined, null)).toBeNull()
})

test('behind Snowflake’s ingress whoever has no account here learns by which name they can be added', () => {
  const snowflake = { name: 'Snowflake', path: '/start', inFront: { signOutPath: '/end' } }
  expect(signInProblem('no_tenant', snowflake)).toMatch(/the name of your Snowflake user/)
  expect(signInProblem('unavailable', snowflake)).toBe(signInProblem('unavailable', null))
})
