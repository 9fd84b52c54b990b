import type { SignInOptions } from '@coco/shared/identity-views'
import type { SignInProblem } from '@coco/shared/sign-in-problems'
import { signInProblems } from '../../words/en/sign-in-problems.ts'
import { wordsOf } from '../../words/language.ts'

/**
 * Why the identity provider's answer did not do, for a person. What stands in the address and is none of the known
 * reasons is not repeated on the page: anybody can make such an address.
 */
export function signInProblem(problem: string | undefined, provider: SignInOptions['provider']): string | null {
  if (problem === undefined) return null
  const { known, unknown, nobodyOfThatName } = wordsOf(signInProblems)
  // A provider in front knows nothing of tenants: who belongs to one is decided here.
  if (provider?.inFront && problem === 'no_tenant') return nobodyOfThatName(provider.name)
  return Object.hasOwn(known, problem) ? known[problem as SignInProblem] : unknown
}
