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
  problems: {
    sign_in_expired:
      'Das hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Bitte melden Sie sich noch einmal an.',
    provider_refused: 'Ihr Identitätsanbieter hat Sie nicht durchgelassen, oder Sie haben dort abgebrochen.',
    provider_unreachable: 'Ihr Identitätsanbieter ist zurzeit nicht zu erreichen. Bitte versuchen Sie es bald wieder.',
    provider_not_trusted:
      'Was Ihr Identitätsanbieter geschickt hat, ließ sich nicht prüfen. Wer Coco betreibt, kann den Grund herausfinden.',
    no_tenant:
      'Ihr Konto gehört hier zu keinem Mandanten. Wer Ihren Identitätsanbieter verwaltet, kann Sie einem zuordnen.',
    no_role: 'Ihr Konto hat hier keine Rolle. Wer Ihren Identitätsanbieter verwaltet, kann Ihnen eine geben.',
    no_email: 'Ihr Identitätsanbieter hat keine von ihm bestätigte E-Mail-Adresse von Ihnen genannt.',
    email_taken:
      'Mit Ihrer E-Mail-Adresse gibt es hier schon ein Konto. Melden Sie sich so an wie bisher, oder wenden Sie sich an die, die Coco betreiben.',
    account_deactivated: 'Ihr Konto ist hier gesperrt. Wenden Sie sich an die, die Coco betreiben.',
    unavailable: 'Coco konnte Ihre Anmeldung gerade nicht abschließen. Bitte versuchen Sie es noch einmal.',
  },
  unknownProblem: 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
}
