import type { keys as english } from '../en/keys.ts'
import type { TranslationOf } from '../section.ts'

export const keys: TranslationOf<typeof english> = {
  keysOf: (tenant) => `API-Schlüssel von ${tenant}`,
  createKey: 'Schlüssel erstellen',
  apiPage: 'Wie Programme das aufrufen (englisch)',
  none: (tenant) =>
    `${tenant} hat keinen gültigen Schlüssel. Mit einem Schlüssel fragt ein Programm Modelle als dieser Mandant, ohne dass sich eine Person anmeldet: ein Dienst, ein Skript, die Kommandozeile. Erstellen Sie für jedes Programm einen eigenen, damit sich jeder für sich widerrufen lässt.`,
  over: (count) => `Schlüssel, die nicht mehr gelten (${count})`,
  actionsFor: (name, prefix) => `Aktionen für ${name}, ${prefix}…`,
  revoked: 'Widerrufen',
  expired: 'Abgelaufen',
  everyModel: 'jedes Modell',
  onlyModels: (models) => `nur ${models}`,
  rotate: 'Erneuern …',
  revoke: 'Widerrufen …',
  dates: {
    neverUsed: 'Nie benutzt',
    lastUsed: (at) => `Zuletzt benutzt am ${at}`,
    created: (at) => `erstellt am ${at}`,
    revoked: (at) => `widerrufen am ${at}`,
    expired: (at) => `abgelaufen am ${at}`,
    expires: (at) => `gültig bis ${at}`,
  },
  creation: {
    title: 'Einen API-Schlüssel erstellen',
    name: 'Bezeichnung',
    nameHint: 'Wofür er benutzt wird, etwa „Nächtlicher Bericht“.',
    roles: 'Rollen',
    lastDay: 'Letzter Tag',
    lastDayHint: 'Ohne einen letzten Tag gilt er, bis er widerrufen wird.',
    certainModels: 'Nur bestimmte Modelle',
    models: 'Modelle, die dieser Schlüssel nennen darf',
    modelsHint:
      'Ist keines angekreuzt, gelten alle, die Snowflake erlaubt. Ein Modell anzukreuzen, das Snowflake nicht erlaubt, ändert nichts.',
    create: 'Diesen Schlüssel erstellen',
  },
  made: {
    title: (name) => `Der Schlüssel „${name}“`,
    copyIt: 'Kopieren Sie ihn dorthin, wo er benutzt wird. Er wird nicht wieder angezeigt.',
    copyKey: 'Schlüssel kopieren',
    toTryIt: 'Zum Ausprobieren',
    copyCommand: 'Befehl kopieren',
    sayHello: 'Sag Hallo',
  },
  revocation: {
    title: (name) => `„${name}“ widerrufen?`,
    effect: (prefix) =>
      `Was ${prefix} benutzt, wird ab sofort abgewiesen, und Antworten, die gerade gelesen werden, enden. Ein widerrufener Schlüssel kommt nicht zurück.`,
    revoke: (name) => `„${name}“ widerrufen`,
    outcome: (name) => `Der Schlüssel „${name}“ ist widerrufen.`,
  },
  rotation: {
    title: (name) => `„${name}“ erneuern`,
    effect: 'Sie bekommen einen neuen Schlüssel mit denselben Rollen. Setzen Sie ihn ein, solange der alte noch gilt.',
    overlap: 'Stunden, die der alte Schlüssel noch gilt',
    overlapHint: '0 beendet ihn sofort; höchstens 720, das sind 30 Tage.',
    make: 'Neuen Schlüssel erstellen',
  },
}
