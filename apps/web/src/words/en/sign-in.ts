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

/** Every way in. */
export const signIn = section('signIn', {
  signIn: 'Sign in',
  signingIn: 'Signing in…',
  whoIsWorking: 'Who is working today?',
  localCoco:
    'This is a local Coco with people to try it as. Each tenant has its own key and its own models in Snowflake.',
  hasEnded: 'Your session has ended. Sign in again to go on; the text that you had not sent is kept.',
  signInWith: (provider: string) => `Sign in with ${provider}`,
  orWithPassword: 'or with a password',
  email: 'E-mail',
  password: 'Password',
  tryAgainIn: (time: string) => `You can try again in ${time}.`,
  signInAs: 'Sign in as ',
  belongsToNone: 'Belongs to no tenant',
  worksIn: (tenant: string) => `Works in the tenant ${tenant}`,
  switchesBetween: (tenants: string) => `Switches between ${tenants}`,
  nobodyYet: 'Nobody has an account here yet.',
  setupLink: (command: string, file: string) =>
    `The first one is made with a setup link. ${command} prints it, and the server keeps it in the file ${file} of its data folder. Programs need no account: they send an API key.`,
  problems,
  unknownProblem: 'Signing in did not work. Please try again.',
})
