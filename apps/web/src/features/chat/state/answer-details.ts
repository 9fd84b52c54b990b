import { thread } from '../../../words/en/thread.ts'
import { currentLanguage, wordsOf } from '../../../words/language.ts'
import { localeOf } from '../../../words/languages.ts'
import { inDigits, inSeconds } from './answer-facts.ts'
import type { Reply } from './thread.ts'

export interface Detail {
  name: string
  value: string
  /** What a button beside it says that copies the value; null for what nobody needs to pass on. */
  copyLabel: string | null
}

/** What the server wrote down of the run that wrote an answer, for whoever wants to know, or has to report something. */
export function detailsOf({ answer, run }: Pick<Reply, 'answer' | 'run'>): Detail[] {
  const { details: words, seconds, parameters, withInstructions } = wordsOf(thread)
  const plain = (name: string, value: string | null): Detail[] =>
    value === null ? [] : [{ name, value, copyLabel: null }]
  const toCopy = (name: string, value: string | null, copyLabel: string): Detail[] =>
    value === null ? [] : [{ name, value, copyLabel }]
  const took = (durationMs: number | null) => (durationMs === null ? null : seconds(inSeconds(durationMs)))
  const counted = (count: number | null) => (count === null ? null : inDigits(count))
  if (run === null) return plain(words.model, answer.model)
  const used = run.parameters
  return [
    ...plain(words.model, run.model),
    ...plain(words.started, momentOf(run.startedAt)),
    ...plain(words.firstText, took(run.firstTokenMs)),
    ...plain(words.total, took(run.latencyMs)),
    ...plain(words.tokensIn, counted(run.promptTokens)),
    ...plain(words.tokensOut, counted(run.completionTokens)),
    ...plain(words.ending, whyEnded(run)),
    ...plain(
      words.parameters,
      used &&
        parameters(inDigits(used.temperature), inDigits(used.maxTokens)) +
          (used.hasInstructions ? withInstructions : ''),
    ),
    ...toCopy(words.requestId, run.requestId, words.copyRequestId),
    ...toCopy(words.answerId, run.answerLabel, words.copyAnswerId),
    ...toCopy(words.snowflakeId, run.snowflakeRequestId, words.copySnowflakeId),
  ]
}

function whyEnded({ status, finishReason, errorCode }: NonNullable<Reply['run']>): string | null {
  const words = wordsOf(thread).endings
  switch (status) {
    case 'running':
      return null
    case 'stopped':
      return words.stopped
    case 'interrupted':
      return words.interrupted
    case 'failed':
      return words.failed(errorCode ?? 'internal')
    case 'done':
      return finishReason === 'stop' ? words.done : words[finishReason ?? 'unknown']
  }
}

function momentOf(at: string): string {
  const format = new Intl.DateTimeFormat(localeOf(currentLanguage()), { dateStyle: 'medium', timeStyle: 'medium' })
  return format.format(new Date(at))
}
