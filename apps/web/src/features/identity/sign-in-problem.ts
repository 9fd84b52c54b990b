import type { SignInProblem } from '@coco/shared/sign-in-problems'
import { signIn } from '../../words/en/sign-in.ts'
import { wordsOf } from '../../words/language.ts'

/**
 * Why the identity provider's answer did not do, for a person. What stands in the address and is none of the known
 * reasons is not repeated on the page: anybody can make such an address.
 */
export function signInProblem(problem: string | undefined): string | null {
  if (problem === undefined) return null
  const { problems, unknownProblem } = wordsOf(signIn)
  return Object.hasOwn(problems, problem) ? problems[problem as SignInProblem] : unknownProblem
}
