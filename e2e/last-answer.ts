import type { Stack } from '@coco/testkit/start-stack'
import { expect } from '@playwright/test'

/** The last answer of User Alpha's newest conversation as the server keeps it, once it is not being written any more. */
export async function lastAnswer(stack: Pick<Stack, 'signIn'>) {
  const { client } = await stack.signIn('user-alpha')
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
