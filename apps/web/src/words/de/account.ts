import type { account as english } from '../en/account.ts'
import type { TranslationOf } from '../section.ts'

export const account: TranslationOf<typeof english> = {
  account: 'Konto',
  accountOf: (name) => `Konto: ${name}`,
  signedInAs: (name) => `Angemeldet als ${name}`,
  pages: {
    settings: 'Einstellungen',
    prompts: 'Vorlagen',
    documents: 'Dokumente',
    people: 'Personen',
    keys: 'API-Schlüssel',
    tenant: 'Mandant',
  },
  appearance: 'Darstellung',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  shortcuts: 'Tastenkürzel',
  signOut: 'Abmelden',
  tenant: 'Mandant',
  tenantBefore: 'Mandant: ',
  switchTenant: 'Mandanten wechseln',
  workAs: 'Arbeiten als – damit beginnt eine neue Unterhaltung',
  toPage: 'Zur Seite',
  backToChat: 'Zurück zum Chat',
  notYours: 'Diese Seite ist nicht für Sie freigegeben',
  forAdmins: (page, tenant) =>
    `„${page}“ ist der Verwaltung von ${tenant} vorbehalten. Dort kann man es für Sie erledigen oder Ihnen die Rolle dafür geben.`,
}
