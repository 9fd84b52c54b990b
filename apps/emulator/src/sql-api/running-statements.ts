import { setTimeout as waitFor } from 'node:timers/promises'
import type { SqlError } from '../sql/sql-error.ts'
import type { StatementAnswer } from './statement-response.ts'

/** A request whose statements are being carried out. */
export interface RunningStatement {
  handle: string
  userName: string
  /** Never rejects for what SQL refuses: that is an answer too. */
  answer: Promise<StatementAnswer>
  /** Ends it with this error. */
  stop(reason: SqlError): void
}

/** What has not ended yet, each for its own user. */
export function createRunningStatements() {
  const running = new Map<string, RunningStatement>()

  return {
    add(statement: RunningStatement): void {
      running.set(statement.handle, statement)
      const forget = () => running.delete(statement.handle)
      statement.answer.then(forget, forget)
    },
    find(userName: string, handle: string): RunningStatement | undefined {
      const statement = running.get(handle)
      return statement?.userName === userName ? statement : undefined
    },
    stopAll(reason: SqlError): void {
      for (const statement of running.values()) statement.stop(reason)
    },
  }
}

/** The answer, or null when it takes longer. */
export async function answerWithin({ answer }: RunningStatement, ms: number): Promise<StatementAnswer | null> {
  const late = new AbortController()
  try {
    return await Promise.race([answer, waitFor(ms, null, { signal: late.signal })])
  } finally {
    late.abort()
  }
}

/** @throws the signal's reason when it is aborted meanwhile */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await waitFor(ms, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}
