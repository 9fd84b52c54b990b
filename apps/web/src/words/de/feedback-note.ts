import type { feedbackNote as english } from '../en/feedback-note.ts'
import type { TranslationOf } from '../section.ts'

export const feedbackNote: TranslationOf<typeof english> = {
  why: 'Warum? Sie müssen nichts dazu sagen.',
  whyHint: 'Wird für Sie bei dieser Unterhaltung aufbewahrt und an niemanden gesendet.',
  save: 'Notiz speichern',
  close: 'Keine Notiz',
}
