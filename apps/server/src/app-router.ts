import type { ApiKeys } from './features/api-keys/api-keys.ts'
import { createApiKeysRouter } from './features/api-keys/api-keys-router.ts'
import { createAuditRouter } from './features/audit/audit-router.ts'
import type { Audit } from './features/audit/audit.ts'
import type { Answering } from './features/chat/answering/answering.ts'
import type { Chat } from './features/chat/chat.ts'
import { createChatRouter } from './features/chat/chat-router.ts'
import type { Conversations } from './features/conversations/conversations.ts'
import { createConversationsRouter } from './features/conversations/conversations-router.ts'
import type { Documents } from './features/documents/documents.ts'
import { createDocumentsRouter } from './features/documents/documents-router.ts'
import { createLinksRouter } from './features/identity/links-router.ts'
import type { OwnAccount } from './features/identity/own-account.ts'
import { createSessionRouter } from './features/identity/session-router.ts'
import type { SignIn } from './features/identity/sign-in.ts'
import type { UseLinks } from './features/identity/use-links.ts'
import type { Models } from './features/models/models.ts'
import { createModelsRouter } from './features/models/models-router.ts'
import type { Accounts } from './features/people/accounts.ts'
import type { People } from './features/people/people.ts'
import { createPeopleRouter } from './features/people/people-router.ts'
import type { AnswerRulesOfTenants } from './features/tenants/answer-rules.ts'
import { createSettingsRouter } from './features/tenants/settings-router.ts'
import type { TenantSettings } from './features/tenants/tenant-settings.ts'
import type { Prompts } from './features/prompts/prompts.ts'
import { createPromptsRouter } from './features/prompts/prompts-router.ts'
import type { Procedures } from './trpc/procedures.ts'

/** Everything that is called over tRPC. */
export const createAppRouter = (
  procedures: Procedures,
  features: {
    apiKeys: ApiKeys
    answering: Answering
    conversations: Conversations
    audit: Audit
    chat: Chat
    models: Models
    prompts: Prompts
    documents: Documents
    settings: TenantSettings
    answerRules: AnswerRulesOfTenants
    signIn: SignIn
    ownAccount: OwnAccount
    links: UseLinks
    people: People
    accounts: Accounts
  },
) =>
  procedures.router({
    session: createSessionRouter(procedures, features),
    links: createLinksRouter(procedures, features.links),
    people: createPeopleRouter(procedures, features),
    models: createModelsRouter(procedures, features.models),
    chat: createChatRouter(procedures, features.chat, features.answering),
    conversations: createConversationsRouter(procedures, features.conversations),
    prompts: createPromptsRouter(procedures, features.prompts),
    documents: createDocumentsRouter(procedures, features.documents),
    apiKeys: createApiKeysRouter(procedures, features.apiKeys),
    settings: createSettingsRouter(procedures, features),
    audit: createAuditRouter(procedures, features.audit),
  })
