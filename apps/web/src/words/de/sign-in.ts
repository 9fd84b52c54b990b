import type { signIn as english } from '../en/sign-in.ts'
import type { TranslationOf } from '../section.ts'

export const signIn: TranslationOf<typeof english> = {
  signIn: 'Anmelden',
  signingIn: 'Anmeldung läuft …',
  whoIsWorking: 'Wer arbeitet heute?',
  localCoco:
    'Dies ist ein lokales Coco mit Beispielpersonen, als die Sie es ausprobieren können. Jeder Mandant hat in Snowflake seinen eigenen Schlüssel und seine eigenen Modelle.',
  hasEnded:
    'Ihre Sitzung ist zu Ende. Melden Sie sich wieder an, um weiterzumachen; was Sie noch nicht gesendet hatten, bleibt erhalten.',
  signInWith: (provider) => `Mit ${provider} anmelden`,
  orWithPassword: 'oder mit einem Passwort',
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  tryAgainIn: (time) => `In ${time} können Sie es wieder versuchen.`,
  signInAs: 'Anmelden als ',
  belongsToNone: 'Gehört zu keinem Mandanten',
  worksIn: (tenant) => `Arbeitet im Mandanten ${tenant}`,
  switchesBetween: (tenants) => `Wechselt zwischen ${tenants}`,
  nobodyYet: 'Hier hat noch niemand ein Konto.',
  setupLink: (command, file) =>
    `Das erste Konto entsteht mit einem Einrichtungslink. ${command} gibt ihn aus, und der Server legt ihn in der Datei ${file} seines Datenordners ab. Programme brauchen kein Konto: Sie senden einen API-Schlüssel.`,
}
