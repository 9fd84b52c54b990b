import { section } from '../section.ts'

/** How one conversation's answers are asked for. */
export const parameters = section('parameters', {
  title: 'Parameters of this chat',
  about: 'They count for all further answers of this chat, on every device.',
  temperature: 'Temperature',
  temperatureHint: (usual: string) => `Lower is more predictable, higher more varied. As usual: ${usual}.`,
  maxTokens: 'Longest answer',
  maxTokensHint: (max: string, usual: string) =>
    `In tokens, from 1 to ${max}. Left empty: ${usual}. An English word has one or two.`,
  instructions: 'Instructions for this chat',
  instructionsHint: 'What the model is told before everything else, for example how to answer.',
  afterTenants: (tenant: string) => `${tenant} tells the model something first, too; yours come after it.`,
  notAllowed: (tenant: string) => `${tenant} does not allow instructions of one’s own.`,
  notSent: 'What you wrote before is kept, and not sent:',
  noted: {
    lower: (set: string, used: string) => `You had set ${set}. By now at most ${used} is allowed, and is used.`,
    higher: (set: string, used: string) => `You had set ${set}. By now at least ${used} is allowed, and is used.`,
  },
  reset: 'As usual',
  save: 'Save',
  saving: 'Saving…',
})
