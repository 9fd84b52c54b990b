import { assumptions } from '../assumptions.ts'
import type { StatementAnswer } from './statement-response.ts'

/** Answers that can be fetched again by their handle, each by its own user; the oldest give way. */
export function createKeptAnswers() {
  const answers = new Map<string, StatementAnswer & { userName: string }>()
  const handles = new Map<string, string>()
  let characters = 0

  return {
    keep(userName: string, handle: string, answer: StatementAnswer): void {
      answers.set(handle, { ...answer, userName })
      characters += answer.characters
      for (const [oldest, kept] of answers) {
        const fits = answers.size <= assumptions.keptResults.value && characters <= assumptions.keptCharacters.value
        if (fits || oldest === handle) break
        answers.delete(oldest)
        characters -= kept.characters
      }
    },
    find(userName: string, handle: string): StatementAnswer | undefined {
      const answer = answers.get(handle)
      return answer?.userName === userName ? answer : undefined
    },
    /** Remembers which answer a client's own request id led to, so that a resent request is not run twice. */
    rememberRequest(userName: string, requestId: string, handle: string): void {
      handles.set(`${requestId} ${userName}`, handle)
      const oldest = handles.keys().next().value
      if (handles.size > assumptions.keptResults.value && oldest !== undefined) handles.delete(oldest)
    },
    handleOf: (userName: string, requestId: string): string | undefined => handles.get(`${requestId} ${userName}`),
  }
}

export type KeptAnswers = ReturnType<typeof createKeptAnswers>
