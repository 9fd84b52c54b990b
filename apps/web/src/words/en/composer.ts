import { section } from '../section.ts'

/** Where one writes, and what a chat begins with. */
export const composer = section('composer', {
  message: 'Message',
  yourMessage: 'Your message',
  askAnything: 'Ask anything',
  writeFirst: 'Write a message first.',
  send: 'Send',
  stop: 'Stop',
  newText: 'New text',
  /** What leads to how a chat's answers are asked for. */
  parameters: { button: 'Parameters', changed: 'Adjusted: parameters of this chat', adjusted: 'Adjusted' },
  empty: {
    heading: 'What shall we look at?',
    canUseNone: (tenant: string) =>
      `Snowflake lets ${tenant} use none of its models yet. A Snowflake administrator can allow one; ask anyway, and the refusal tells what is missing.`,
    workingAs: (tenant: string) => `You are working as ${tenant}. Snowflake decides which models may answer.`,
  },
  /** Something to begin with: each shows another thing that answers can be. */
  examples: {
    explain: 'Explain Snowflake to somebody who has never used it',
    table: 'Make a table of orders by region, with the trend',
    code: 'Write a TypeScript function that groups orders by month',
    list: 'List five tips for a status report that people read',
  },
  context: {
    nearlyFull: (percent: string) =>
      `This conversation is ${percent} full. It goes to the model whole with every question, and nothing is left out; once it is full, nothing more can be sent in it.`,
    full: 'This conversation is full: it is too long to be sent as a whole, and nothing is left out in secret. What you have written stays here; a new chat begins empty.',
    newChat: 'Start a new chat',
  },
})
