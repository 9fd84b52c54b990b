import { composer } from '../../../words/en/composer.ts'
import { wordsOf } from '../../../words/language.ts'

/** Something to begin with: each shows another thing that answers can be. */
export function examplePrompts(): string[] {
  return Object.values(wordsOf(composer).examples)
}
