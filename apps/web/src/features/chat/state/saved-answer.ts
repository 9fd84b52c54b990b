import type { GenerationView, MessageView } from '@coco/shared/conversation-views'
import { thread } from '../../../words/en/thread.ts'
import { wordsOf } from '../../../words/language.ts'
import type { Answer, Thought } from './answer.ts'

/** An answer as the server keeps it. One that is being written begins with what was there before its present run. */
export function savedAnswer({ content, reasoning, generation, sources }: MessageView): Answer {
  const written = {
    position: 0,
    model: generation?.model ?? wordsOf(thread).theModel,
    text: reasoning === '' ? content : content.trimStart(),
    thought: savedThought(reasoning),
    sources,
  }
  if (generation === null) return { ...written, status: 'done', finish: 'unknown', latencyMs: null, tokens: null }
  switch (generation.status) {
    case 'running':
      return content === ''
        ? { ...written, status: 'waiting', sinceMs: Date.parse(generation.startedAt), isResumed: true }
        : { ...written, status: 'writing' }
    case 'done':
      return {
        ...written,
        status: 'done',
        finish: generation.finishReason ?? 'unknown',
        latencyMs: generation.latencyMs,
        tokens: savedTokens(generation),
      }
    case 'stopped':
      return { ...written, status: 'stopped', isSettled: true }
    case 'failed': {
      const { errorCode, requestId } = generation
      return {
        ...written,
        status: 'failed',
        failure: { code: errorCode ?? 'internal', requestId, retryAfterMs: null, limit: null, fix: null },
      }
    }
    case 'interrupted':
      return { ...written, status: 'interrupted' }
  }
}

function savedThought(reasoning: string): Thought | null {
  return reasoning === '' ? null : { text: reasoning, startedAtMs: null, endedAtMs: 0 }
}

function savedTokens({ promptTokens: prompt, completionTokens: completion }: GenerationView) {
  return prompt !== null && completion !== null ? { prompt, completion } : null
}
