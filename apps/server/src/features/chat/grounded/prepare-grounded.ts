import { ANSWER_PASSAGES } from '@coco/shared/document-limits'
import type { AnswerSource } from '@coco/shared/document-views'
import { CortexError } from '@coco/core/cortex/cortex-error'
import { withPassages } from '@coco/shared/answer-sources'
import { DocumentId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import type { StoredSource } from '../../../store/tables/conversation-tables.ts'
import type { CallSource } from '../../../trpc/call-source.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import type { Turn } from '../answering/placed-ask.ts'
import type { AskedWith } from '../asked-with.ts'
import { buildConversationBody } from '../build-prompt.ts'
import type { Prepare, Prepared } from '../generation/prepare.ts'
import { fencePassages, GROUNDED_RULES, withinFence } from './fence-passages.ts'
import type { Ground } from './ground.ts'
import type { PassageFinding } from './passage-finding.ts'

/** The whole answer where nothing was found; no model was asked. The page has words of its own for it. */
export const NOTHING_FOUND =
  'Nothing in the documents that you may search is similar enough to this question, so it was not answered.'
const NOTHING_LEFT = '\n\nThe passages that this answer began with can no longer be read, so it does not go on.'

/** A search that takes longer is given up: somebody is waiting for the first word. */
const SEARCH_MS = 20_000

/**
 * What happens before the model of an answer from documents is asked: its passages are searched for, and stand fenced in the
 * question. Without passages nothing is asked of a model at all.
 */
export type PrepareGrounded = (
  by: { viewer: Viewer; source: CallSource },
  ground: Ground,
  about: { asked: AskedWith; turns: readonly Turn[] },
) => Prepare

export function createPrepareGrounded(deps: { passages: PassageFinding; newCode: () => string }): PrepareGrounded {
  return function prepareGrounded(by, ground, { asked, turns }) {
    return async function prepare(signal): Promise<Prepared> {
      const searching = AbortSignal.any([signal, AbortSignal.timeout(SEARCH_MS)])
      const sources = await untilAborted(sourcesFor(by, ground, searching), searching).catch(asSearchFailure)
      const passages = sources.flatMap(({ number, passage }) => (passage === null ? [] : [{ ...passage, number }]))
      if (passages.length === 0) return { sources, say: ground.kind === 'given' ? NOTHING_LEFT : NOTHING_FOUND }
      const code = deps.newCode()
      const fenced = turns.map((turn, index) =>
        index === ground.questionIndex ? { ...turn, content: fencePassages(passages, turn.content, code) } : turn,
      )
      return { sources, body: buildConversationBody(underRules(asked), fenced) }
    }
  }

  async function sourcesFor(
    by: { viewer: Viewer; source: CallSource },
    ground: Ground,
    signal: AbortSignal,
  ): Promise<AnswerSource[]> {
    if (ground.kind === 'given') {
      // Under the numbers by which the text so far cites them; one that is gone has no passage any more.
      return withPassages(ground.sources.map(toSource), (keys) => deps.passages.read(by, keys))
    }
    const { queries, tags } = ground
    let found: Awaited<ReturnType<PassageFinding['find']>>['passages'] = []
    for (const query of queries) {
      if (found.length > 0) break
      found = (await deps.passages.find(by, { query, tags, limit: ANSWER_PASSAGES }, signal)).passages
    }
    const numbered = found.slice(0, ANSWER_PASSAGES).map(({ score: _score, ...passage }, index) => ({
      ...passage,
      number: index + 1,
    }))
    return withinFence(numbered).map(({ number, ...passage }) => {
      const { documentId, position } = passage
      return { number, documentId, position, passage }
    })
  }
}

const toSource = (stored: StoredSource) => ({ ...stored, documentId: DocumentId.parse(stored.documentId) })

/** One system message, the rules at its end: no wish of a person's stands above them. */
export function underRules(asked: AskedWith): AskedWith {
  const { systemPrompt } = asked
  return { ...asked, systemPrompt: systemPrompt === null ? GROUNDED_RULES : `${systemPrompt}\n\n${GROUNDED_RULES}` }
}

/** Whoever searches may be deaf to the signal: then it is left. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason as Error)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort))
}

/** An answer that is not grounded is never given in place of one that is. */
function asSearchFailure(error: unknown): never {
  if (error instanceof AppError && error.code !== 'internal') throw error
  if (error instanceof CortexError && error.code === 'search_not_allowed') {
    throw new AppError('search_not_allowed', 'Snowflake does not let this tenant search its documents.', {
      cause: error,
    })
  }
  const sentence = 'The documents could not be searched, so nothing was answered. Please try again.'
  throw new AppError('search_failed', sentence, { cause: error })
}
