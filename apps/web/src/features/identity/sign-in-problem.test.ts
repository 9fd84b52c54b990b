import { SignInProblem } from '@coco/shared/sign-in-problems'
import { expect, test } from 'vitest'
import { signInProblem } from './sign-in-problem.ts'

test.each(SignInProblem.options)('%s is told in plain sentences', (problem) => {
  expect(signInProblem(problem)).toMatch(/^\p{Lu}.+\.$/u)
  expect(signInProblem(problem)).not.toMatch(/[a-z]_[a-z]/)
})

test.each(['<b>Call 555</b>', 'toString', ''])('an address with “%s” puts none of it on the page', (problem) => {
  expect(signInProblem(problem)).toBe('Signing in did not work. Please try again.')
})

test('without a problem nothing is said', () => {
  expect(signInProblem(undefined)).toBeNull()
})
