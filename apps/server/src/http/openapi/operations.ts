import { NO_RULES } from '@coco/shared/answer-defaults'
import { ListDocumentsInput } from '@coco/shared/document-inputs'
import { DOCUMENT_TYPES } from '@coco/shared/document-limits'
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
import { STREAM_EVENTS, STREAM_EXAMPLE } from './stream-events.ts'

const PROGRAM = [{ apiKey: [] }, { bearer: [] }]

/** What every call of documents may be answered with. */
const ANY_CALL = [
  'ambiguous_credentials',
  'not_signed_in',
  'invalid_api_key',
  'forbidden',
  'shutting_down',
  'store_unavailable',
  'internal',
] as const

const FILE = { schema: { type: 'string', format: 'binary' } }

const FIELDS = 'Fields that are not as they should be, each named in `errors`.'

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
  description:
    'As clients of the Snowflake quickstart know it. Send `message` for one question, or `messages` for a conversation; none of it is kept. ' +
    'When the connection goes, the model is stopped. What Snowflake refuses comes inside the stream, as an `error` event.',
  security: [{ apiKey: [] }],
  requestBody: { ...json(ChatBody, 'input', { message: 'Say hello.' }), required: true },
  responses: {
    200: {
      description: 'Events meta, delta, and at the end done or error. A stream without either is incomplete.',
      content: {
        'text/event-stream': { schema: { type: 'string' }, example: STREAM_EXAMPLE, 'x-events': STREAM_EVENTS },
      },
    },
    ...refusals(
      'ErrorAnswer',
      [
        'invalid_input',
        'invalid_api_key',
        'forbidden',
        'model_not_allowed',
        'payload_too_large',
        'too_many_streams',
        'shutting_down',
        'tenant_unavailable',
        'store_unavailable',
        'internal',
      ],
      'The key is missing, or fields are not as they should be; `detail` names each.',
    ),
    429: {
      description: 'Too many requests. For the limit of the tenant the body is `detail` alone, as in the quickstart.',
      ...json(z.union([RateLimited, ErrorAnswer])),
      'x-codes': ['rate_limited'],
    },
  },
}

const QUERY: Operation = {
  operationId: 'queryDocuments',
  tags: ['Documents'],
  summary: 'Ask a question that the documents of the tenant answer',
  description:
    'Looks for passages that this caller may read, and has a model answer from them alone, with `[1]` where it cites the first. ' +
    'When no document says it, `found` is false and no model is asked. One answer, not a stream.',
  security: PROGRAM,
  requestBody: { ...json(QueryBody, 'input', { query: 'When are the ferns watered?' }), required: true },
  responses: {
    200: { description: 'The answer.', ...json(QueryAnswerBody) },
    ...refusals(
      'Problem',
      [
        ...ANY_CALL,
        'invalid_input',
        'payload_too_large',
        'unsupported_media_type',
        'rate_limited',
        'too_many_streams',
        'tenant_unavailable',
        'search_failed',
        'model_not_allowed',
        'search_not_allowed',
        'account_not_entitled',
        'upstream_rejected',
        'upstream_auth_failed',
        'upstream_rate_limited',
        'upstream_overloaded',
        'upstream_unreachable',
        'upstream_timeout',
        'upstream_silent',
        'upstream_broken_off',
        'upstream_malformed',
        'upstream_too_large',
      ],
      FIELDS,
    ),
  },
}

const aboutFile = (name: string, description: string) =>
  parameter('query', name, z.string(), {
    isRequired: false,
    description: `Of a file that is sent as it is. ${description}`,
  })

const ADD: Operation = {
  operationId: 'addDocument',
  tags: ['Documents'],
  summary: 'Add a document, as text or as a file, and wait until it is found',
  description:
    'Send JSON with the text, or the file itself under its own media type, and its title and tags in the query. ' +
    'The call lasts until the document can be found. When that fails, nothing of it is kept. The same content again is 200. ' +
    'The key needs the role editor or admin.',
  security: PROGRAM,
  parameters: [
    aboutFile('title', 'Its title. Left out: what the file says of itself.'),
    aboutFile('tags', 'Divided by commas.'),
    aboutFile('contains_pii', '`true` or `false`. What is found in it counts as well.'),
  ],
  requestBody: {
    content: {
      ...json(DocumentBody, 'input', { title: 'Gardening', content: 'The ferns are watered on Mondays.' }).content,
      ...Object.fromEntries(Object.values(DOCUMENT_TYPES).map((type) => [type, FILE])),
    },
    required: true,
  },
  responses: {
    200: { description: 'It was there already.', ...json(KnownDocument) },
    201: { description: 'It is found from here on.', ...json(AddedDocument) },
    ...refusals(
      'Problem',
      [
        ...ANY_CALL,
        'invalid_input',
        'payload_too_large',
        'unsupported_media_type',
        'already_exists',
        'rate_limited',
        'too_many_streams',
        'search_failed',
      ],
      `${FIELDS} Or the file cannot be read; then \`problem\` says why.`,
    ),
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
    ...refusals('Problem', [...ANY_CALL], FIELDS),
  },
}

const REMOVE: Operation = {
  operationId: 'deleteDocument',
  tags: ['Documents'],
  summary: 'Delete a document',
  description: 'The key needs the role admin.',
  security: PROGRAM,
  parameters: [parameter('path', 'id', DocumentId, { isRequired: true, description: 'Of the document.' })],
  responses: {
    200: { description: 'It is gone.', ...json(DeletedDocument) },
    ...refusals('Problem', [...ANY_CALL, 'not_found'], null),
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
