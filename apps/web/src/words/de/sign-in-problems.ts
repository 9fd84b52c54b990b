import type { signInProblems as english } from '../en/sign-in-problems.ts'
import type { TranslationOf } from '../section.ts'

export const signInProblems: TranslationOf<typeof english> = {
  known: {
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
  nobodyOfThatName: (provider) =>
    `Niemand, der hier arbeiten darf, heißt wie Ihr Benutzer bei ${provider}. Wer Coco betreibt, kann Sie unter diesem Namen aufnehmen.`,
  unknown: 'Die Anmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.',
}
