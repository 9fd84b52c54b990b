import { section } from '../section.ts'

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
})
