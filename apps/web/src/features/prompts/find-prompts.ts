import type { PromptSummary } from '@coco/shared/prompts'

/** Those in whose title all of the words are, those that begin with what was typed first; otherwise the order stays. */
export function findPrompts(prompts: readonly PromptSummary[], typed: string): PromptSummary[] {
  const wanted = fold(typed).trim()
  const words = wanted.split(/\s+/u).filter(Boolean)
  const found = prompts.filter(({ title }) => words.every((word) => fold(title).includes(word)))
  const beginsWithIt = ({ title }: PromptSummary) => Number(fold(title).startsWith(wanted))
  return found.sort((a, b) => beginsWithIt(b) - beginsWithIt(a))
}

/** Upper and lower case, and accents, make no difference. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
