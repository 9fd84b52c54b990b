import type { otherModel as english } from '../en/other-model.ts'
import type { TranslationOf } from '../section.ts'

export const otherModel: TranslationOf<typeof english> = {
  name: 'Ein anderes Modell fragen',
  heading: 'Eine andere Antwort von',
  again: (model) => `${model} noch einmal`,
  notAvailable: 'In Snowflake nicht freigegeben; wer trotzdem fragt, erfährt, wie man es erlaubt',
}
