import type { Chat } from './features/chat/chat.ts'
import { createChatRouter } from './features/chat/chat-router.ts'
import { createSessionRouter } from './features/identity/session-router.ts'
import type { SignIn } from './features/identity/sign-in.ts'
import type { Models } from './features/models/models.ts'
import { createModelsRouter } from './features/models/models-router.ts'
import { router } from './trpc/procedures.ts'

/** Everything that is called over tRPC. */
export const createAppRouter = (features: { chat: Chat; models: Models; signIn: SignIn }) =>
  router({
    session: createSessionRouter(features.signIn),
    models: createModelsRouter(features.models),
    chat: createChatRouter(features.chat),
  })
