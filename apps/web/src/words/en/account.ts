import { section } from '../section.ts'

/** Who is signed in, for whom they work, and the pages beside the chat. */
export const account = section('account', {
  account: 'Account',
  accountOf: (name: string) => `Account: ${name}`,
  signedInAs: (name: string) => `Signed in as ${name}`,
  pages: {
    settings: 'Settings',
    prompts: 'Prompts',
    documents: 'Documents',
    people: 'People',
    keys: 'API keys',
    tenant: 'Tenant',
  },
  appearance: 'Appearance',
  themes: { system: 'Same as system', light: 'Light', dark: 'Dark' },
  shortcuts: 'Keyboard shortcuts',
  signOut: 'Sign out',
  tenant: 'Tenant',
  tenantBefore: 'Tenant: ',
  switchTenant: 'Switch tenant',
  workAs: 'Work as – this begins a new chat',
  toPage: 'To the page',
  backToChat: 'Back to the chat',
  notYours: 'This page is not yours to open',
  forAdmins: (page: string, tenant: string) =>
    `“${page}” is for the admins of ${tenant}. One of them can do it for you, or make you one of them.`,
})
