import { thread } from '../../../words/en/thread.ts'
import { currentLanguage, wordsOf } from '../../../words/language.ts'
import { localeOf } from '../../../words/languages.ts'
import type { Reply } from './thread.ts'

/** The quiet line under an answer that has ended: who wrote it, how long that took, how much it was; as far as is known. */
export function factsOf({ answer, run }: Pick<Reply, 'answer' | 'run'>): string[] {
  const words = wordsOf(thread).facts
  const isDone = answer.status === 'done'
  const totalMs = (isDone ? answer.latencyMs : null) ?? run?.latencyMs ?? null
  const tokens = (isDone ? answer.tokens : null) ?? tokensOf(run)
  const firstTextMs = run?.firstTokenMs ?? null
  return [
    answer.model,
    ...(firstTextMs === null ? [] : [words.firstText(inSeconds(firstTextMs))]),
    ...(totalMs === null ? [] : [words.total(inSeconds(totalMs))]),
    ...(tokens === null ? [] : [words.tokens(inDigits(tokens.prompt), inDigits(tokens.completion))]),
  ]
}

function tokensOf(run: Reply['run']) {
  const [prompt, completion] = [run?.promptTokens ?? null, run?.completionTokens ?? null]
  return prompt === null || completion === null ? null : { prompt, completion }
}

/** `1.2`, `1,2`. */
export function inSeconds(durationMs: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return new Intl.NumberFormat(localeOf(currentLanguage()), digits).format(durationMs / 1000)
}

export function inDigits(count: number): string {
  return new Intl.NumberFormat(localeOf(currentLanguage())).format(count)
}
