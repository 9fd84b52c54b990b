import type { Clock } from './clock.ts'

/** The same answer for `forMs`, and one question at a time however many ask: what is asked should not suffer from it. */
export function rememberBriefly<T>(
  ask: () => Promise<T>,
  { forMs, monotonicMs }: { forMs: number; monotonicMs: Clock['monotonicMs'] },
): () => Promise<T> {
  let known: { answer: Promise<T>; untilMs: number } | null = null
  return () => {
    if (known !== null && monotonicMs() < known.untilMs) return known.answer
    const asked = { answer: ask(), untilMs: Infinity }
    known = asked
    const settle = () => void (asked.untilMs = monotonicMs() + forMs)
    asked.answer.then(settle, settle)
    return asked.answer
  }
}
