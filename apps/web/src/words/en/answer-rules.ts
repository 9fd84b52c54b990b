import { section } from '../section.ts'

/** What a tenant's admins decide about its answers. */
export const answerRules = section('answerRules', {
  heading: 'Answers',
  about: 'They hold for people and for programs with an API key, from the next answer on.',
  prompt: 'What the model is told first',
  promptHint: (tenant: string) =>
    `With every answer in ${tenant}. Nobody can leave it out; members see that there is something, not what it says.`,
  declared: 'Before it stands what whoever runs Coco has written:',
  allowsInstructions: 'People may add instructions of their own to a chat',
  allowsInstructionsHint:
    'Holds for the conversations that are kept here. A program that sends a whole conversation of its own can put system messages into it.',
  maxTokens: 'Longest answer',
  maxTokensHint: (max: string) => `In tokens, from 1 to ${max}.`,
  lowest: 'Lowest temperature',
  highest: 'Highest temperature',
  temperatureHint: 'Who has set something outside of this gets what is nearest to it.',
  defaultModel: 'Default model',
  defaultModelHint: 'For new chats, and for programs that name none.',
  asDeclared: (model: string) => `As declared: ${model}`,
  notGranted: (model: string) => `${model} (not granted in Snowflake)`,
  save: 'Save rules',
})
