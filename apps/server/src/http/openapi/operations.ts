import { NO_RULES } from '@coco/shared/answer-defaults'
import { ListDocumentsInput } from '@coco/shared/document-inputs'
import { DocumentId } from '@coco/shared/ids'
import { z } from 'zod'
import { DocumentBody, QueryBody } from '../documents-body.ts'
import {
  AddedDocument,
  Alive,
  DeletedDocument,
  DocumentList,
  ErrorAnswer,
  KnownDocument,
  QueryAnswerBody,
  RateLimited,
  Readiness,
} from './answers.ts'
import { json, type Operation, parameter, refusals } from './operation.ts'

const PROGRAM = [{ apiKey: [] }, { bearer: [] }]

/** The quickstart's body; `http/chat-stream-body.ts` reads it, with that gateway's coercions. */
const ChatBody = z.object({
  message: z.string().nullable().optional().describe('One turn of the user, when there are no `messages`.'),
  messages: z
    .array(z.object({ role: z.string(), content: z.unknown() }))
    .nullable()
    .optional(),
  model: z.string().nullable().optional().describe('Left out: the default of the tenant.'),
  max_tokens: z.number().int().min(1).max(NO_RULES.maxTokens).optional(),
  temperature: z.number().min(NO_RULES.minTemperature).max(NO_RULES.maxTemperature).optional(),
  metadata: z.record(z.string(), z.unknown()).nullable().optional(),
})

const CHAT: Operation = {
  operationId: 'streamChat',
  tags: ['Chat'],
  summary: 'Ask a model; the answer is a stream of events',
  security: [{ apiKey: [] }],
  requestBody: json(ChatBody, 'input', { message: 'Say hello.' }),
  responses: {
    200: {
      description: 'Events meta, delta, and at the end done or error. A stream without either is incomplete.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
    default: { description: 'Refused, such as with 400, 401, 403, 422 or 503.', ...json(ErrorAnswer) },
    429: {
      description: 'Too many requests, or too many answers at once.',
      ...json(z.union([RateLimited, ErrorAnswer])),
    },
  },
}

const QUERY: Operation = {
  operationId: 'queryDocuments',
  tags: ['Documents'],
  summary: 'Ask a question that the documents of the tenant answer',
  security: PROGRAM,
  requestBody: json(QueryBody, 'input', { query: 'When are the ferns watered?' }),
  responses: {
    200: { description: 'The answer.', ...json(QueryAnswerBody) },
    ...refusals('Refused, such as with 400, 401, 403, 415, 422, 429.'),
  },
}

const ADD: Operation = {
  operationId: 'addDocument',
  tags: ['Documents'],
  summary: 'Add a document, as text or as a file, and wait until it is found',
  security: PROGRAM,
  parameters: ['title', 'tags', 'contains_pii'].map((name) =>
    parameter('query', name, z.string(), { isRequired: false, description: 'Of a file that is sent as it is.' }),
  ),
  requestBody: {
    content: {
      ...json(DocumentBody, 'input', { title: 'Gardening', content: 'The ferns are watered on Mondays.' }).content,
      'application/pdf': { schema: { type: 'string', format: 'binary' } },
    },
    required: true,
  },
  responses: {
    200: { description: 'It was there already.', ...json(KnownDocument) },
    201: { description: 'It is found from here on.', ...json(AddedDocument) },
    ...refusals('Refused, such as with 400, 401, 403, 413, 415, 422.'),
  },
}

const { title, limit, cursor } = ListDocumentsInput.shape

const LIST: Operation = {
  operationId: 'listDocuments',
  tags: ['Documents'],
  summary: 'Documents of the tenant, the newest first',
  security: PROGRAM,
  parameters: [
    parameter('query', 'tags', z.string(), { isRequired: false, description: 'Divided by commas: any of them.' }),
    parameter('query', 'title', title, { isRequired: false, description: 'A piece of the title.' }),
    parameter('query', 'limit', limit, { isRequired: false, description: 'How many in one page.' }),
    parameter('query', 'cursor', cursor, { isRequired: false, description: 'next_cursor of the page before.' }),
  ],
  responses: {
    200: { description: 'One page.', ...json(DocumentList) },
    ...refusals('Refused, such as with 401, 403, 422.'),
  },
}

const REMOVE: Operation = {
  operationId: 'deleteDocument',
  tags: ['Documents'],
  summary: 'Delete a document',
  security: PROGRAM,
  parameters: [parameter('path', 'id', DocumentId, { isRequired: true, description: 'Of the document.' })],
  responses: {
    200: { description: 'It is gone.', ...json(DeletedDocument) },
    ...refusals('Refused, such as with 401, 403, 404.'),
  },
}

const HEALTH: Operation = {
  operationId: 'isAlive',
  tags: ['Operation'],
  summary: 'Whether this process answers',
  security: [],
  responses: { 200: { description: 'It does.', ...json(Alive) } },
}

const READY: Operation = {
  operationId: 'isReady',
  tags: ['Operation'],
  summary: 'Whether it can do its work, and if not, why not',
  security: [],
  responses: {
    200: { description: 'It can.', ...json(Readiness) },
    503: { description: 'It cannot, or is shutting down.', ...json(Readiness) },
  },
}

const METRICS: Operation = {
  operationId: 'readMetrics',
  tags: ['Operation'],
  summary: 'Figures for Prometheus; for whoever may not read them there is no such page',
  security: [{}, { bearer: [] }],
  responses: {
    200: { description: 'The figures.', content: { 'text/plain': { schema: { type: 'string' } } } },
    404: { description: 'Not for this reader.', ...json(ErrorAnswer) },
  },
}

/** What programs may call, by path and method. */
export const OPERATIONS: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  '/v1/chat/stream': { post: CHAT },
  '/v1/query': { post: QUERY },
  '/v1/documents': { get: LIST, post: ADD },
  '/v1/documents/{id}': { delete: REMOVE },
  '/healthz': { get: HEALTH },
  '/readyz': { get: READY },
  '/metrics': { get: METRICS },
}
