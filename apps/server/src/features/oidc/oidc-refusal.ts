import type { SignInProblem } from '@coco/shared/sign-in-problems'

/** Why somebody is not signed in. `message` is for the operator's log and holds nothing of a token; people see `problem`. */
export class OidcRefusal extends Error {
  readonly problem: SignInProblem

  constructor(problem: SignInProblem, reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause })
    this.name = 'OidcRefusal'
    this.problem = problem
  }
}
