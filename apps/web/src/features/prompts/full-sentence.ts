import type { KeptPrompt } from '@coco/shared/prompts'
import type { prompts as english } from '../../words/en/prompts.ts'
import { currentLanguage } from '../../words/language.ts'
import type { TranslationOf } from '../../words/section.ts'

type Full = Extract<KeptPrompt, { outcome: 'full' }>

/** That there is no room for one more, and what to do. */
export function fullSentence(words: TranslationOf<typeof english>['full'], { isShared, limit }: Full): string {
  return (isShared ? words.shared : words.own)(new Intl.NumberFormat(currentLanguage()).format(limit))
}
