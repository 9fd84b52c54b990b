import type { roles as english } from '../en/roles.ts'
import type { TranslationOf } from '../section.ts'

export const roles: TranslationOf<typeof english> = {
  names: {
    member: 'Mitglied',
    editor: 'Redaktion',
    admin: 'Verwaltung',
    pii_access: 'Personenbezogene Daten',
    superuser: 'Gesamtverwaltung',
  },
  hints: {
    member: 'Darf chatten.',
    editor: 'Darf chatten und Dokumente hinzufügen, sobald es welche gibt.',
    admin: 'Darf auch Personen, API-Schlüssel und Einstellungen verwalten.',
    pii_access: 'Darf Stellen mit personenbezogenen Daten sehen. Gilt zusammen mit einer der anderen Rollen.',
  },
  adminKeyHint: 'Darf auch Verbrauch und Prüfprotokoll lesen. Personen und Schlüssel verwalten nur Personen.',
}
