import { parametersWithin } from '@coco/shared/answer-defaults'
import type { AnswerBounds, ConversationParameters } from '@coco/shared/answer-parameters'
import { parameters as parameterWords } from '../../../../words/en/parameters.ts'
import { currentLanguage, wordsOf } from '../../../../words/language.ts'
import { localeOf } from '../../../../words/languages.ts'

/** What was set before the tenant's bounds became narrower, and what is used instead: a sentence for each. */
export function outgrownNotes(bounds: AnswerBounds, set: ConversationParameters): string[] {
  const used = parametersWithin(bounds, set)
  return [note(set.temperature, used.temperature), note(set.maxTokens, used.maxTokens)].filter((text) => text !== null)
}

function note(set: number | null, used: number): string | null {
  if (set === null || set === used) return null
  const { lower, higher } = wordsOf(parameterWords).noted
  return (used < set ? lower : higher)(numberShown(set), numberShown(used))
}

export function numberShown(value: number): string {
  return new Intl.NumberFormat(localeOf(currentLanguage()), { maximumFractionDigits: 2 }).format(value)
}
