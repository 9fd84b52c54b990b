import type { people as english } from '../en/people.ts'
import type { TranslationOf } from '../section.ts'

export const people: TranslationOf<typeof english> = {
  peopleIn: (tenant) => `Personen in ${tenant}`,
  inviteSomebody: 'Jemanden einladen',
  nobodyElse: (tenant) =>
    `Außer Ihnen gehört noch niemand zu ${tenant}. Laden Sie jemanden ein, der hier mitarbeiten soll.`,
  actionsFor: (name) => `Aktionen für ${name}`,
  rolesBefore: 'Rollen: ',
  tags: {
    you: 'Sie',
    superuser: 'Gesamtverwaltung',
    invited: 'Eingeladen, noch ohne Passwort',
    deactivated: 'Gesperrt',
  },
  actions: {
    roles: 'Rollen ändern …',
    reset_link: 'Neuer Passwort-Link …',
    deactivate: 'Sperren …',
    reactivate: 'Entsperren …',
    remove: 'Aus diesem Mandanten entfernen …',
    erase: 'Überall löschen …',
  },
  invitation: {
    title: (tenant) => `Jemanden zu ${tenant} einladen`,
    email: 'E-Mail-Adresse',
    name: 'Vor- und Nachname',
    nameHint: 'Wer schon ein Konto hat, behält seinen Namen und tritt mit diesem Konto bei.',
    roles: 'Rollen',
    invite: 'Einladen',
  },
  link: {
    title: (name) => `Der Link für ${name}`,
    choosesPassword: (name) =>
      `Geben Sie ihn nur an ${name} weiter und an niemanden sonst: Wer ihn öffnet, wählt das Passwort.`,
    joins: (name, tenant) =>
      `${name} hat schon ein Konto. Geben Sie diesen Link weiter: Wer ihn benutzt und sich anmeldet, tritt ${tenant} bei.`,
    worksOnce: (until) => `Er gilt einmal, bis ${until}, und wird nicht wieder angezeigt.`,
    copy: 'Link kopieren',
  },
  roles: {
    title: (name) => `Rollen von ${name}`,
    inTenant: (tenant) => `Im Mandanten ${tenant}`,
    hint: 'Eine Änderung gilt sofort, auch wo die Person gerade angemeldet ist.',
    saved: (name) => `Die Rollen von ${name} sind gespeichert.`,
    save: 'Rollen speichern',
  },
  erasure: {
    title: (name) => `${name} überall löschen?`,
    effect:
      'Das Konto, alle Sitzungen und alle Unterhaltungen dieser Person in allen Mandanten werden endgültig gelöscht. Nur das Prüfprotokoll bleibt; es enthält keinen ihrer Texte.',
    email: 'Zur Sicherheit die E-Mail-Adresse der Person',
    otherAddress: 'Das ist eine andere Adresse.',
    erase: (name) => `${name} endgültig löschen`,
    outcome: (name) => `${name} ist gelöscht, mit allem, was dazugehörte.`,
  },
  remove: {
    title: (name, tenant) => `${name} aus ${tenant} entfernen?`,
    effect: (name, tenant) =>
      `${name} kann dann nicht mehr in ${tenant} arbeiten und wird dort sofort abgemeldet. Das Konto bleibt; eine neue Einladung bringt die Person zurück.`,
    button: (name) => `${name} entfernen`,
    outcome: (name, tenant) => `${name} gehört nicht mehr zu ${tenant}.`,
  },
  reset_link: {
    title: (name) => `Einen neuen Passwort-Link für ${name} erstellen?`,
    effect: (name) =>
      `Wer den Link öffnet, wählt ein neues Passwort für ${name}; dabei enden überall die Sitzungen dieser Person. Ein früherer Link gilt dann nicht mehr.`,
    button: () => 'Link erstellen',
    outcome: () => '',
  },
  deactivate: {
    title: (name) => `${name} sperren?`,
    effect: (name) =>
      `${name} kann sich bei keinem Mandanten mehr anmelden und wird überall sofort abgemeldet. Gelöscht wird nichts; Entsperren macht es rückgängig.`,
    button: (name) => `${name} sperren`,
    outcome: (name) => `${name} ist gesperrt.`,
  },
  reactivate: {
    title: (name) => `${name} entsperren?`,
    effect: (name) => `${name} kann sich wieder anmelden, mit demselben Passwort und denselben Rollen wie zuvor.`,
    button: (name) => `${name} entsperren`,
    outcome: (name) => `${name} kann sich wieder anmelden.`,
  },
}
