import type { otherModel as english } from '../en/other-model.ts'
import type { TranslationOf } from '../section.ts'

export const otherModel: TranslationOf<typeof english> = {
  name: 'Mit einem anderen Modell neu antworten',
  heading: 'Eine andere Antwort von',
  again: (model) => `${model} noch einmal`,
  notAvailable: 'In Snowflake nicht erlaubt; wer fragt, erfährt, wie man es erlaubt',
}
