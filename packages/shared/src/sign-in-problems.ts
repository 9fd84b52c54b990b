import { z } from 'zod'

/**
 * Why signing in at the identity provider came to nothing, as the server names it in `/sign-in?problem=…`. The reason
 * itself is in the operator's log: anybody can make such an address, and nobody should learn from it.
 */
export const SignInProblem = z.enum([
  /** It took too long, was begun in another browser, or was finished already. */
  'sign_in_expired',
  /** The provider itself said no, or the person turned back. */
  'provider_refused',
  'provider_unreachable',
  /** What the provider sent proves nothing. */
  'provider_not_trusted',
  /** The account at the provider names no tenant of this deployment. */
  'no_tenant',
  /** … or no role in it. */
  'no_role',
  /** … or no e-mail address that the provider vouches for. */
  'no_email',
  /** Somebody else has an account with this e-mail address; accounts are never joined by it. */
  'email_taken',
  'account_deactivated',
  /** Coco itself could not finish it just now. */
  'unavailable',
])
export type SignInProblem = z.infer<typeof SignInProblem>
