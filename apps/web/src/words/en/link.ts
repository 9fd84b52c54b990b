import { section } from '../section.ts'

/** Where a one-time link leads. */
export const link = section('link', {
  link: 'Link',
  titles: {
    invitation: 'Welcome to Coco',
    password_reset: 'Choose a new password',
    setup: 'Set up Coco',
    signInToJoin: (tenant: string) => `Sign in to join ${tenant}`,
    join: (tenant: string) => `Join ${tenant}`,
  },
  introductions: {
    invitation: (tenant: string) => `You are invited to work in ${tenant}. Choose a password, and you are in.`,
    password_reset: 'With it you are signed in here. Everywhere else you will be asked to sign in again.',
    setup: 'Nobody has an account here yet. This makes the first: it may do everything, in every tenant.',
    join: (tenant: string) => `You are invited to work in ${tenant} too, with the account that you have already.`,
  },
  withoutPassword: (signIn: string) =>
    `Without a password of your own here? ${signIn} as you always do, and then open this link again.`,
  signIn: 'Sign in',
  isOver: 'This link does not work any more',
  howLong: (signIn: string) =>
    `It works once, and for a limited time. Ask whoever gave it to you for a new one. If you have chosen a password already, ${signIn}.`,
  signInWithIt: 'sign in with it',
  email: 'E-mail',
  emailHint: 'With this you will sign in.',
  yourName: 'Your name',
  yourNameHint: 'As others see it.',
  password: 'Password',
  passwordHint: (characters: number) =>
    `At least ${characters} characters. Several words that do not belong together are good.`,
  actions: {
    invitation: 'Choose this password and begin',
    password_reset: 'Choose this password',
    setup: 'Make the account',
    signInAndJoin: (tenant: string) => `Sign in and join ${tenant}`,
    join: (tenant: string) => `Join ${tenant}`,
  },
  somebodyElse: (name: string, email: string) =>
    `You are signed in here as ${name} (${email}), and this link is for somebody else. Joining with it signs ${name} out.`,
  thisAccount: 'You are signed in with this account.',
  presentPasswordHint: 'The one that this account has. It stays as it is.',
})
