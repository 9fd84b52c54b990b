/** One id of each kind that a procedure may take. */
export interface Ids {
  conversation: string
  /** What a person wrote, and the answer to it. */
  question: string
  answer: string
  /** Of an answer that is being written: one of a conversation, one that the caller keeps. */
  generation: string
  statelessGeneration: string
  session: string
  apiKey: string
  /** One that its owner shares with nobody. */
  prompt: string
  /** Of a tenant, for whoever belongs to it, and one for whoever may read what is personal. */
  document: string
  personalDocument: string
  /** A file on its way to becoming a document. */
  upload: string
  person: string
  tenant: string
}

/** Whose such an id may be, to be treated like one that never was: everything is kept from other tenants. */
type Privacy = 'private to its owner' | 'known in its tenant'

export type ProcedureEntry =
  | {
      privacy: Privacy
      /** The answer, for whoever may call it at all. */
      answer: number
      /** Inputs with the ids of others, and the caller's own where the two must not be mixed. */
      inputs: (others: Ids, own: Ids) => readonly object[]
    }
  | { takesNone: string }

const asking = () => ({ idempotencyKey: crypto.randomUUID() })
const MODEL = 'claude-4-sonnet'

/** Every procedure. One that is missing here fails the test that takes the list from the router. */
export const PROCEDURES: Readonly<Record<string, ProcedureEntry>> = {
  'session.options': { takesNone: 'what anybody sees who comes to sign in' },
  'session.me': { takesNone: 'whoever asks' },
  'session.signInLocally': {
    privacy: 'known in its tenant',
    answer: 404,
    inputs: ({ tenant }) => [{ personId: 'user-beta', tenantId: tenant }],
  },
  'session.signIn': { takesNone: 'whoever knows the password; see tests/identity' },
  'session.signOut': { takesNone: 'whoever asks' },
  'session.switchTenant': {
    privacy: 'known in its tenant',
    answer: 404,
    inputs: ({ tenant }) => [{ tenantId: tenant }],
  },
  'session.list': { takesNone: "the caller's own" },
  'session.revoke': { privacy: 'private to its owner', answer: 404, inputs: ({ session }) => [{ sessionId: session }] },
  'session.changePassword': { takesNone: "the caller's own" },
  'session.updateProfile': { takesNone: "the caller's own" },
  'links.look': { takesNone: 'whoever has the secret of the link' },
  'links.use': { takesNone: 'whoever has the secret of the link' },
  'people.list': { takesNone: "the caller's tenant" },
  'people.invite': { takesNone: "the caller's tenant" },
  'people.setRoles': {
    privacy: 'known in its tenant',
    answer: 404,
    inputs: ({ person }) => [{ personId: person, roles: ['admin'] }],
  },
  'people.remove': { privacy: 'known in its tenant', answer: 404, inputs: ({ person }) => [{ personId: person }] },
  'people.resetLink': { privacy: 'known in its tenant', answer: 403, inputs: ({ person }) => [{ personId: person }] },
  'people.deactivate': { privacy: 'known in its tenant', answer: 403, inputs: ({ person }) => [{ personId: person }] },
  'people.reactivate': { privacy: 'known in its tenant', answer: 403, inputs: ({ person }) => [{ personId: person }] },
  'people.erase': { privacy: 'known in its tenant', answer: 403, inputs: ({ person }) => [{ personId: person }] },
  'apiKeys.list': { takesNone: "the caller's tenant" },
  'apiKeys.create': { takesNone: "the caller's tenant" },
  'apiKeys.rotate': { privacy: 'known in its tenant', answer: 404, inputs: ({ apiKey }) => [{ keyId: apiKey }] },
  'apiKeys.revoke': { privacy: 'known in its tenant', answer: 404, inputs: ({ apiKey }) => [{ keyId: apiKey }] },
  'settings.get': { takesNone: "the caller's tenant" },
  'settings.update': { takesNone: "the caller's tenant" },
  'settings.answerRules': { takesNone: "the caller's tenant" },
  'settings.updateAnswerRules': { takesNone: "the caller's tenant" },
  'settings.answerBounds': { takesNone: "the caller's tenant" },
  'audit.list': { takesNone: "the caller's tenant" },
  'models.list': { takesNone: "the caller's tenant" },
  'chat.complete': {
    privacy: 'known in its tenant',
    answer: 409,
    inputs: ({ tenant }) => [{ messages: [{ role: 'user', content: 'hi' }], model: MODEL, writtenIn: tenant }],
  },
  'chat.watch': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ generation, statelessGeneration }) =>
      [generation, statelessGeneration].flatMap((generationId) => [
        { generationId },
        { generationId, lastEventId: '1' },
      ]),
  },
  'chat.readOn': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ generation, statelessGeneration }) =>
      [generation, statelessGeneration].flatMap((generationId) => [
        { generationId },
        { generationId, lastEventId: '1' },
      ]),
  },
  'chat.stop': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ generation, statelessGeneration }) => [
      { generationId: generation },
      { generationId: statelessGeneration },
    ],
  },
  'chat.send': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ conversation, answer }, own) => [
      { conversationId: conversation, content: 'hi', ...asking() },
      { conversationId: conversation, parentId: answer, content: 'hi', ...asking() },
      { conversationId: conversation, parentId: null, content: 'hi', ...asking() },
      { conversationId: own.conversation, parentId: answer, content: 'hi', ...asking() },
    ],
  },
  'chat.regenerate': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ answer }) => [{ messageId: answer, ...asking() }],
  },
  'chat.continue': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ answer }) => [{ messageId: answer, ...asking() }],
  },
  'chat.setParameters': ofConversation({ parameters: { temperature: 1, maxTokens: null, instructions: 'mine now' } }),
  'conversations.list': { takesNone: "the caller's own" },
  'conversations.get': ofConversation(),
  'conversations.rename': ofConversation({ title: 'mine now' }),
  'conversations.pin': ofConversation({ isPinned: true }),
  'conversations.remove': ofConversation(),
  'conversations.restore': ofConversation(),
  'conversations.choose': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ conversation, question, answer }, own) => [
      { conversationId: conversation, messageId: answer },
      { conversationId: conversation, messageId: own.answer },
      { conversationId: own.conversation, messageId: question },
    ],
  },
  'conversations.rate': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ answer }) => [
      { messageId: answer, feedback: { rating: 'bad', note: 'mine now' } },
      { messageId: answer, feedback: null },
    ],
  },
  'conversations.search': { takesNone: "the caller's own" },
  'conversations.export': {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ conversation }) => ['markdown', 'json'].map((format) => ({ conversationId: conversation, format })),
  },
  'prompts.list': { takesNone: "the caller's own, and what their tenant shares" },
  'prompts.get': ofPrompt(),
  'prompts.create': { takesNone: "the caller's own" },
  'prompts.update': ofPrompt({ title: 'mine now', text: 'mine now', isShared: true }),
  'prompts.remove': ofPrompt(),
  'prompts.restore': ofPrompt(),
  'documents.paste': { takesNone: "the caller's own" },
  'documents.uploads': { takesNone: "the caller's own" },
  'documents.preview': ofUpload(),
  'documents.ingest': ofUpload({ title: 'mine now', isPersonal: false }),
  'documents.discard': ofUpload(),
  'documents.list': { takesNone: "the caller's tenant" },
  'documents.get': ofDocument(),
  'documents.passage': ofDocument({ position: 0 }),
  'documents.tags': { takesNone: "the caller's tenant" },
  'documents.search': { takesNone: "the caller's tenant" },
  'documents.query': { takesNone: "the caller's tenant" },
  'documents.remove': ofDocument(),
  'documents.settings': { takesNone: "the caller's tenant" },
  'documents.updateSettings': { takesNone: "the caller's tenant" },
  'documents.reindex': { takesNone: "the caller's tenant" },
}

function ofUpload(more: object = {}): ProcedureEntry {
  return { privacy: 'private to its owner', answer: 404, inputs: ({ upload }) => [{ uploadId: upload, ...more }] }
}

function ofDocument(more: object = {}): ProcedureEntry {
  return {
    privacy: 'known in its tenant',
    answer: 404,
    inputs: ({ document, personalDocument }) => [
      { documentId: document, ...more },
      { documentId: personalDocument, ...more },
    ],
  }
}

function ofPrompt(more: object = {}): ProcedureEntry {
  return { privacy: 'private to its owner', answer: 404, inputs: ({ prompt }) => [{ promptId: prompt, ...more }] }
}

function ofConversation(more: object = {}): ProcedureEntry {
  return {
    privacy: 'private to its owner',
    answer: 404,
    inputs: ({ conversation }) => [{ conversationId: conversation, ...more }],
  }
}

/** Every route, with the reason why no id of others can be named there. */
export const ROUTES: Readonly<Record<string, string>> = {
  'GET /healthz': 'takes nothing',
  'GET /readyz': 'takes nothing',
  'GET /metrics': 'takes nothing, and names nobody',
  'GET /openapi.json': 'takes nothing, and is the same for everybody',
  'HEAD /openapi.json': 'as GET',
  'GET /docs': 'takes nothing, and is the same for everybody',
  'HEAD /docs': 'as GET',
  'GET /docs/page.css': 'takes nothing, and is the same for everybody',
  'HEAD /docs/page.css': 'as GET',
  'GET /docs/page.js': 'takes nothing, and is the same for everybody',
  'HEAD /docs/page.js': 'as GET',
  'POST /v1/chat/stream': 'the tenant is that of the key; a tenant in the body is not read, see below',
  'POST /documents/uploads': "the caller's own",
  'POST /v1/query': "the caller's tenant; see tests/documents",
  'GET /v1/documents': "the caller's tenant; see tests/documents",
  'POST /v1/documents': "the caller's tenant; see tests/documents",
  'DELETE /v1/documents/:id': 'as documents.remove; see tests/documents/rest.test.ts',
  'GET /trpc/:path': 'the procedures above',
  'POST /trpc/:path': 'the procedures above',
  'GET /auth/oidc/start': 'takes nothing of anybody',
  'GET /auth/oidc/callback': 'what the issuer vouches for; see tests/identity',
  'GET /*': 'the built page',
}

/** Answers without ids in the question, in which nothing of others may stand. `search` is asked for what only others have. */
export const LISTS: readonly { name: string; input: (wanted: string) => object | undefined; isOfTenant: boolean }[] = [
  { name: 'session.me', input: () => undefined, isOfTenant: false },
  { name: 'session.list', input: () => undefined, isOfTenant: false },
  { name: 'people.list', input: () => undefined, isOfTenant: true },
  { name: 'apiKeys.list', input: () => undefined, isOfTenant: true },
  { name: 'settings.get', input: () => undefined, isOfTenant: true },
  { name: 'settings.answerRules', input: () => undefined, isOfTenant: true },
  { name: 'settings.answerBounds', input: () => undefined, isOfTenant: true },
  { name: 'audit.list', input: () => ({ limit: 200 }), isOfTenant: true },
  { name: 'models.list', input: () => undefined, isOfTenant: true },
  { name: 'conversations.list', input: () => ({ limit: 100 }), isOfTenant: false },
  { name: 'conversations.search', input: (query) => ({ query }), isOfTenant: false },
  { name: 'prompts.list', input: () => undefined, isOfTenant: false },
  { name: 'documents.uploads', input: () => undefined, isOfTenant: false },
  { name: 'documents.list', input: () => ({ limit: 100 }), isOfTenant: true },
  { name: 'documents.tags', input: () => undefined, isOfTenant: true },
  { name: 'documents.search', input: () => ({ query: 'shared' }), isOfTenant: true },
  { name: 'documents.settings', input: () => undefined, isOfTenant: true },
]
