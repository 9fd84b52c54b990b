import type { SignInProblem } from '@coco/shared/sign-in-problems'
import { section } from '../section.ts'

const problems = {
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
} satisfies Record<SignInProblem, string>

/** Why the way in through an identity provider ended: nobody meets it who comes for the first time. */
export const signInProblems = section('signInProblems', {
  known: problems,
  nobodyOfThatName: (provider: string) =>
    `Nobody who may work here has the name of your ${provider} user. Whoever runs Coco can add you by that name.`,
  unknown: 'Signing in did not work. Please try again.',
})
