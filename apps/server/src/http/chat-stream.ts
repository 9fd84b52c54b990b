import type { AnswerRules } from '@coco/shared/answer-parameters'
import type { TenantId } from '@coco/shared/ids'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OutgoingHttpHeaders } from 'node:http'
import { AnswerEnded } from '../features/chat/generation/answer-ended.ts'
import { ruledTenant } from '../features/chat/asked-with.ts'
import { withSystemPrompt } from '../features/chat/build-prompt.ts'
import type { GenerationRequest, RunGeneration } from '../features/chat/generation/run-generation.ts'
import { AppError, type LimitState } from '../platform/app-error.ts'
import type { Clock } from '../platform/clock.ts'
import type { WorkUnderWay } from '../platform/work-under-way.ts'
import type { CallSource } from '../trpc/call-source.ts'
import type { Viewer } from '../trpc/viewer.ts'
import { sourceOf } from './call-source.ts'
import { type ChatStreamBody, readChatStreamBody } from './chat-stream-body.ts'
import { sendError, toAppError } from './error-answers.ts'
import { forwardedBy } from './forwarded-by.ts'
import { rateLimitHeaders, retryHeaders } from './rate-limit-headers.ts'
import { problemSentence } from './problem-sentence.ts'
import { readJson } from './read-json.ts'
import { upstreamWords } from './upstream-words.ts'
import { detail, type ValidationDetail } from './validation-detail.ts'
import { writeAnswer } from './write-answer.ts'

export interface ChatStreamDeps {
  identify: (carriers: { apiKey: string; forwardedBy: string | null; source: CallSource }) => Promise<Viewer | null>
  /** @throws AppError model_not_allowed */
  requireModel: (
    by: { viewer: Viewer; requestId: string },
    model: string | undefined,
    defaultModel: string | null,
  ) => void
  /** What the tenant's admins have decided; where they have not, the quickstart's own bounds hold. */
  rulesOf: (viewer: Viewer) => Promise<AnswerRules>
  /** @throws AppError rate_limited */
  checkLimit: (tenant: TenantId) => LimitState
  admit: (
    tenant: TenantId,
  ) => Promise<Pick<GenerationRequest, 'tenant' | 'credentials'> & { verdict: LimitState; release: () => void }>
  runGeneration: RunGeneration
  /** Whether everybody may see the GRANT that would allow a refused model. */
  showsGrantsToAll: boolean
  work: WorkUnderWay
  after: Clock['after']
  /** Within which a silent stream shows that it is alive. */
  heartbeatMs: number
}

/**
 * `POST /v1/chat/stream`, the Snowflake quickstart's gateway as its clients know it. The order of its refusals is part of
 * that: syntax of the body, presence of the key, the key, the limit, the fields. Unlike the original, a call that is
 * refused for its fields costs nothing of the limit.
 */
export function useChatStream(server: FastifyInstance, deps: ChatStreamDeps): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.setErrorHandler(answerError)
    scope.post('/v1/chat/stream', (request, reply) => handle(request, reply))
  })

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const json = readJson(request.body as Buffer | undefined, request.headers['content-type'])
    if ('notUtf8' in json) {
      const error = new AppError('invalid_input', 'The body is not valid UTF-8.')
      return sendError(request, reply, error, 'There was an error parsing the body')
    }
    if ('problem' in json) return sendProblems(request, reply, [json.problem])

    const apiKey = request.headers['x-api-key']
    const body = readChatStreamBody(json.value)
    const problems = 'problems' in body ? body.problems : []
    if (typeof apiKey !== 'string') return sendProblems(request, reply, [KEY_MISSING, ...problems])
    const viewer = requireChat(
      await deps.identify({ apiKey, forwardedBy: forwardedBy(request.headers), source: sourceOf(request) }),
    )
    reply.headers(rateLimitHeaders(deps.checkLimit(viewer.tenant)))
    if ('problems' in body) return sendProblems(request, reply, body.problems)
    const rules = await deps.rulesOf(viewer)
    const within = readChatStreamBody(json.value, rules)
    if ('problems' in within) return sendProblems(request, reply, within.problems)
    return stream(request, reply, viewer, within.value, rules)
  }

  async function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    viewer: Viewer,
    body: ChatStreamBody,
    rules: AnswerRules,
  ) {
    deps.requireModel({ viewer, requestId: request.id }, body.model ?? undefined, rules.defaultModel)
    const { tenant: declared, credentials, verdict, release } = await deps.admit(viewer.tenant)
    const tenant = ruledTenant(declared, rules)
    const model = body.model ?? tenant.defaultModel
    const work = deps.work.begin()
    // The reader owns the answer: when its connection goes, upstream goes, whatever the answer is waiting for.
    const leave = () => work.stop(new AnswerEnded('reader_left'))
    reply.raw.on('close', leave)
    if (reply.raw.destroyed) leave()
    const endWithKey = () => work.stop(new AnswerEnded('key_ended'))
    viewer.ended.addEventListener('abort', endWithKey)
    if (viewer.ended.aborted) endWithKey()
    reply.headers(rateLimitHeaders(verdict))
    reply.hijack()
    const events = deps.runGeneration(
      {
        viewer,
        kind: 'stream',
        tenant,
        credentials,
        model,
        requestId: request.id,
        // Exactly these five: the quickstart's clients were never asked for more.
        body: {
          model,
          messages: withSystemPrompt(tenant, body.messages),
          max_completion_tokens: body.maxTokens,
          stream: true,
          temperature: body.temperature,
        },
        maySeeGrants: deps.showsGrantsToAll || viewer.permissions.has('see_grants'),
        splitsThinking: false,
        // Its clients compare upstream's own status and words.
        describeFailure: (error, event) => ({
          ...event,
          status_code: error.statusCode,
          message: upstreamWords(error) ?? event.message,
        }),
      },
      work.signal,
    )
    try {
      await writeAnswer(reply.raw, events, {
        headers: reply.getHeaders() as OutgoingHttpHeaders,
        heartbeatMs: deps.heartbeatMs,
        after: deps.after,
        signal: work.signal,
      })
    } finally {
      reply.raw.off('close', leave)
      viewer.ended.removeEventListener('abort', endWithKey)
      work.finish()
      release()
    }
    return reply
  }
}

function requireChat(viewer: Viewer | null): Viewer {
  if (viewer === null) throw new AppError('invalid_api_key', 'Invalid or missing API key. Check your X-API-Key header.')
  if (!viewer.permissions.has('chat')) throw new AppError('forbidden', 'This key may not chat.')
  return viewer
}

const KEY_MISSING = detail('missing', ['header', 'X-API-Key'], 'Field required', null)

function sendProblems(request: FastifyRequest, reply: FastifyReply, problems: ValidationDetail[]): FastifyReply {
  return sendError(request, reply, new AppError('invalid_input', problemSentence(problems)), problems).code(422)
}

/** Two bodies that the quickstart's clients compare: the one for a wrong key, and the one for the limit, which is exact. */
function answerError(thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = toAppError(thrown, request)
  const { message } = error
  if (error.code === 'invalid_api_key') return sendError(request, reply, error, { code: 'UNAUTHORIZED', message })
  if (error.code !== 'rate_limited') {
    if (error.code === 'internal') throw thrown
    return sendError(request, reply, error)
  }
  return reply
    .code(429)
    .headers(retryHeaders(error))
    .type('application/json; charset=utf-8')
    .send({ detail: { code: 'RATE_LIMITED', message } })
}
