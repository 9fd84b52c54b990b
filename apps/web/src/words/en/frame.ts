import { section } from '../section.ts'

/** What stands around the chat, and in place of a page that cannot be shown. */
export const frame = section('frame', {
  description: 'Chat on Snowflake Cortex',
  toMessageField: 'To the message field',
  conversations: 'Conversations',
  conversation: 'Conversation',
  newChat: 'New chat',
  switchingTo: (tenant: string) => `Switching to ${tenant}…`,
  switchFailed: (tenant: string) => `Switching did not work. You are still working as ${tenant}.`,
  workingAs: (tenant: string) => `You are working as ${tenant}.`,
  modelsNotListed: (tenant: string) => `The models of ${tenant} could not be listed.`,
  noSuchPage: 'There is no such page.',
  toStart: 'To the start page',
})
