import { type Stack, type StackOptions, startStack } from '@coco/testkit/start-stack'
import { test as base } from '@playwright/test'
import { ChatPage } from './chat-page.ts'
import { type PageWitness, watchPage } from './watch-page.ts'

interface Options {
  stackOptions: StackOptions
}

interface Parts {
  /** A server with its own local Snowflake, for this journey alone. */
  stack: Stack
  /** What the page did beside being looked at. Every journey ends with nothing to complain about. */
  witness: PageWitness
  chat: ChatPage
}

/** Answers slowly enough to watch, or to interrupt. */
export const SLOW = { firstTokenMs: 100, tokensPerSecond: 40 }

export const journey = base.extend<Options & Parts>({
  stackOptions: [{}, { option: true }],
  stack: async ({ stackOptions }, use) => {
    // Another build of the page than the one in its `dist`, for those who have one beside it.
    const webFolder = process.env.COCO_WEB_FOLDER
    await using stack = await startStack({ ...(webFolder ? { webFolder } : {}), ...stackOptions })
    await use(stack)
  },
  baseURL: async ({ stack }, use) => use(stack.serverUrl),
  witness: [
    async ({ page, baseURL }, use) => {
      const witness = watchPage(page, baseURL ?? '')
      await use(witness)
      base.expect(witness.complaints()).toEqual([])
    },
    { auto: true },
  ],
  chat: async ({ page }, use) => use(new ChatPage(page)),
})

export { expect } from '@playwright/test'
