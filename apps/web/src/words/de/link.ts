import type { link as english } from '../en/link.ts'
import type { TranslationOf } from '../section.ts'

export const link: TranslationOf<typeof english> = {
  link: 'Einmal-Link',
  titles: {
    invitation: 'Willkommen bei Coco',
    password_reset: 'Ein neues Passwort wählen',
    setup: 'Coco einrichten',
    signInToJoin: (tenant) => `Anmelden, um ${tenant} beizutreten`,
    join: (tenant) => `${tenant} beitreten`,
  },
  introductions: {
    invitation: (tenant) => `Sie sind eingeladen, in ${tenant} zu arbeiten. Wählen Sie ein Passwort, und es geht los.`,
    password_reset: 'Damit sind Sie hier angemeldet. Überall sonst müssen Sie sich neu anmelden.',
    setup: 'Hier hat noch niemand ein Konto. Dies wird das erste: Es darf alles, in jedem Mandanten.',
    join: (tenant) => `Sie sind eingeladen, auch in ${tenant} zu arbeiten, mit dem Konto, das Sie schon haben.`,
  },
  withoutPassword: (signIn) =>
    `Sie haben hier kein eigenes Passwort? ${signIn}, wie Sie es sonst tun, und öffnen Sie dann diesen Link noch einmal.`,
  signIn: 'Melden Sie sich an',
  isOver: 'Dieser Link gilt nicht mehr',
  howLong: (signIn) =>
    `Er gilt einmal und nur für begrenzte Zeit. Bitten Sie die Person, von der Sie ihn haben, um einen neuen. Wenn Sie schon ein Passwort gewählt haben, ${signIn}.`,
  signInWithIt: 'melden Sie sich damit an',
  email: 'E-Mail-Adresse',
  emailHint: 'Damit melden Sie sich an.',
  yourName: 'Ihr Name',
  yourNameHint: 'So sehen ihn andere.',
  password: 'Passwort',
  passwordHint: (characters) => `Mindestens ${characters} Zeichen. Gut sind mehrere Wörter, die nicht zusammengehören.`,
  actions: {
    invitation: 'Dieses Passwort wählen und beginnen',
    password_reset: 'Dieses Passwort wählen',
    setup: 'Konto anlegen',
    signInAndJoin: (tenant) => `Anmelden und ${tenant} beitreten`,
    join: (tenant) => `${tenant} beitreten`,
  },
  somebodyElse: (name, email) =>
    `Sie sind hier als ${name} (${email}) angemeldet, und dieser Link ist für jemand anderen. Wenn Sie damit beitreten, wird ${name} abgemeldet.`,
  thisAccount: 'Mit diesem Konto sind Sie angemeldet.',
  presentPasswordHint: 'Das Passwort, das dieses Konto hat. Es bleibt, wie es ist.',
}
