import type { Stack } from '@coco/testkit/start-stack'
import { expect } from '@playwright/test'

type Whose = 'user-alpha' | 'user-beta'

/** Somebody's newest conversation as the server keeps it, and their way to ask for more. */
export async function newestConversation(stack: Pick<Stack, 'signIn'>, whose: Whose = 'user-alpha') {
  const { trpc } = (await stack.signIn(whose)).client
  const [newest] = (await trpc.conversations.list.query({})).conversations
  if (!newest) throw new Error('There is no conversation.')
  return { trpc, conversation: await trpc.conversations.get.query({ conversationId: newest.id }) }
}

/** The last answer of somebody's newest conversation as the server keeps it, once it is not being written any more. */
export async function lastAnswer(stack: Pick<Stack, 'signIn'>, whose: Whose = 'user-alpha') {
  const { client } = await stack.signIn(whose)
  const { conversations } = client.trpc
  const read = async () => {
    const [newest] = (await conversations.list.query({})).conversations
    if (!newest) return null
    const { messages } = await conversations.get.query({ conversationId: newest.id })
    return messages.findLast(({ role }) => role === 'assistant') ?? null
  }
  await expect.poll(async () => (await read())?.generation?.status ?? 'running').not.toBe('running')
  const answer = await read()
  if (!answer) throw new Error('There is no answer.')
  return answer
}
