import type { SignInProblem } from '@coco/shared/sign-in-problems'

/**
 * Why the identity provider's answer did not do, for a person. What stands in the address and is none of the known
 * reasons is not repeated on the page: anybody can make such an address.
 */
export function signInProblem(problem: string | undefined): string | null {
  if (problem === undefined) return null
  return Object.hasOwn(SENTENCES, problem) ? SENTENCES[problem as SignInProblem] : UNKNOWN
}

const UNKNOWN = 'Signing in did not work. Please try again.'

const SENTENCES: Record<SignInProblem, string> = {
  sign_in_expired: 'That took too long, or it was begun in another window. Please sign in again.',
  provider_refused: 'Your identity provider did not let you in, or you turned back there.',
  provider_unreachable: 'Your identity provider cannot be reached at the moment. Please try again shortly.',
  provider_not_trusted:
    'What came from your identity provider could not be verified. Whoever runs Coco can find out why.',
  no_tenant: 'Your account belongs to no tenant here. Whoever manages your identity provider can add you to one.',
  no_role: 'Your account has no role here. Whoever manages your identity provider can give you one.',
  no_email: 'Your identity provider did not name an e-mail address of yours that it has verified.',
  email_taken:
    'Somebody has an account here with your e-mail address. Sign in the way you did before, or ask whoever runs Coco.',
  account_deactivated: 'Your account here is deactivated. Ask whoever runs Coco.',
  unavailable: 'Coco could not finish signing you in just now. Please try again.',
}
