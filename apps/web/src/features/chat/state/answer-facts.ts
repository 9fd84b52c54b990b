import type { Answer } from './answer.ts'

/** The quiet line under a finished answer: how long it took and how much it was, as far as that is known. */
export function factsOf(answer: Answer): string[] {
  if (answer.status !== 'done') return []
  const { latencyMs, tokens } = answer
  return [
    ...(latencyMs === null ? [] : [formatSeconds(latencyMs)]),
    ...(tokens ? [`${tokens.prompt} tokens in, ${tokens.completion} out`] : []),
  ]
}

function formatSeconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`
}
