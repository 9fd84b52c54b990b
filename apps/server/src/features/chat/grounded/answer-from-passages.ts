import { writesThinking } from '@coco/core/cortex/split-think'
import type { AnswerRules } from '@coco/shared/answer-parameters'
import { citedNumbers } from '@coco/shared/citations'
import type { PassageView } from '@coco/shared/document-views'
import type { TenantId } from '@coco/shared/ids'
import { AppError } from '../../../platform/app-error.ts'
import type { Work } from '../../../platform/work-under-way.ts'
import type { Viewer } from '../../../trpc/viewer.ts'
import { askedWith } from '../asked-with.ts'
import { buildConversationBody } from '../build-prompt.ts'
import { AnswerEnded } from '../generation/answer-ended.ts'
import type { GenerationRequest, RunGeneration } from '../generation/run-generation.ts'
import { fencePassages, withinFence } from './fence-passages.ts'
import { NOTHING_FOUND, underRules } from './prepare-grounded.ts'

export interface AnsweredFromPassages {
  answer: string
  /** How many of the passages, from the first, the model was given: the rest found no room. */
  given: number
  /** Numbers of passages that the answer cites, from 1, smallest first. */
  citedNumbers: number[]
  /** Numbers that it cites and that no passage has. */
  unmatched: number[]
  model: string
}

/**
 * One whole answer from the passages that are given, for a program. Passages are numbered from 1 in their order; without any
 * no model is asked, and nothing is counted. Aborting the signal ends it upstream, too.
 *
 * @throws AppError model_not_allowed, whatever the admission refuses, and how the answer failed; the signal's reason
 */
export type AnswerFromPassages = (
  by: { viewer: Viewer; requestId: string; signal?: AbortSignal | undefined },
  asked: { question: string; passages: readonly PassageView[]; model?: string | undefined },
) => Promise<AnsweredFromPassages>

export function createAnswerFromPassages(deps: {
  requireModel: (
    by: { viewer: Viewer; requestId: string },
    model: string | undefined,
    defaultModel: string | null,
  ) => void
  /** What the tenant's admins have decided. */
  rulesOf: (viewer: Viewer) => Promise<AnswerRules>
  admit: (tenant: TenantId) => Promise<Pick<GenerationRequest, 'tenant' | 'credentials'> & { release: () => void }>
  runGeneration: RunGeneration
  /** Whether everybody may see the GRANT that would allow a refused model. */
  showsGrantsToAll: boolean
  /** A shutdown waits for it. */
  begin: () => Work
  getDefaultModel: (tenant: TenantId) => string | undefined
  newCode: () => string
}): AnswerFromPassages {
  return async function answerFromPassages({ viewer, requestId, signal }, { question, passages, model }) {
    const rules = await deps.rulesOf(viewer)
    deps.requireModel({ viewer, requestId }, model, rules.defaultModel)
    if (passages.length === 0) {
      const unasked = model ?? rules.defaultModel ?? deps.getDefaultModel(viewer.tenant) ?? ''
      return { answer: NOTHING_FOUND, given: 0, citedNumbers: [], unmatched: [], model: unasked }
    }
    signal?.throwIfAborted()
    const { tenant, credentials, release } = await deps.admit(viewer.tenant)
    const work = deps.begin()
    const leave = () => work.stop(new AnswerEnded('reader_left'))
    signal?.addEventListener('abort', leave)
    if (signal?.aborted) leave()
    const endWithKey = () => work.stop(new AnswerEnded('key_ended'))
    viewer.ended.addEventListener('abort', endWithKey)
    if (viewer.ended.aborted) endWithKey()
    try {
      const numbered = withinFence(passages.map((passage, index) => ({ ...passage, number: index + 1 })))
      const asked = underRules(askedWith(tenant, rules, { model }))
      const fenced = fencePassages(numbered, question, deps.newCode())
      const body = buildConversationBody(asked, [{ role: 'user', content: fenced }])
      const answer = await collect(
        deps.runGeneration(
          {
            viewer,
            kind: 'query',
            tenant,
            credentials,
            requestId,
            body,
            model: body.model,
            maySeeGrants: deps.showsGrantsToAll || viewer.permissions.has('see_grants'),
            splitsThinking: writesThinking(body.model),
          },
          work.signal,
        ),
      )
      signal?.throwIfAborted()
      const isGiven = (number: number) => numbered.some((passage) => passage.number === number)
      const cited = citedNumbers(answer)
      return {
        answer,
        given: numbered.length,
        citedNumbers: cited.filter(isGiven),
        unmatched: cited.filter((number) => !isGiven(number)),
        model: body.model,
      }
    } finally {
      signal?.removeEventListener('abort', leave)
      viewer.ended.removeEventListener('abort', endWithKey)
      work.finish()
      release()
    }
  }
}

/** A cut answer is never given as a whole one. */
async function collect(events: ReturnType<RunGeneration>): Promise<string> {
  let text = ''
  for await (const event of events) {
    if (event.type === 'delta') text += event.content
    if (event.type !== 'error') continue
    const { code, message, retry_after_ms: retryAfterMs, fix } = event
    throw new AppError(code, message, {
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(fix === undefined ? {} : { fix }),
    })
  }
  return text.trim()
}
