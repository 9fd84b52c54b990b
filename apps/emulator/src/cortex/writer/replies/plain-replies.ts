import { quote, type Reply } from '../reply.ts'
import { pick } from '../seeded-random.ts'

export const whoAreYou: Reply = ({ prompt, model, assistantName }) => {
  if (
    !/\bwho are you\b|\bwhat are you\b|\bwhich model\b|\bwhat model\b|\bare you (?:real|claude|gpt|llama|an? (?:ai|model|llm))\b|\byour name\b/iu.test(
      prompt,
    )
  )
    return null
  const called = assistantName === null ? '' : `You may call me ${assistantName}. `
  return (
    `${called}I answer here in the place of **${model}**, but I am not that model: I am the small writer inside the local ` +
    'Snowflake stand-in. I follow a few rules, know almost nothing, and always give the same answer to the same question. ' +
    'Point the stand-in at a model server, or Coco at a real Snowflake account, for answers with knowledge in them.'
  )
}

/** In one sentence, and in more for somebody who wants it explained. */
export const describeSnowflake: Reply = ({ prompt }) => {
  const verb = /\b(describe|what is|what's|explain|tell me about)\s+snowflake\b/iu.exec(prompt)?.[1]?.toLowerCase()
  if (verb === undefined) return null
  const sentence =
    'Snowflake is a cloud data platform that stores, processes and shares data across AWS, Azure and Google Cloud, ' +
    'with storage and compute that scale independently and one place for governance.'
  if (!/explain|tell/.test(verb) || /\bsentence\b/iu.test(prompt)) return sentence
  return `${sentence}

- **Storage**: tables are kept once, compressed, and everybody works with the same copy.
- **Compute**: virtual warehouses do the work. They start when they are needed and cost nothing while they are stopped.
- **Governance**: roles and grants decide who may read a table. They also decide who may call which AI model.
- **Cortex**: large language models run next to the data, so that it need not leave the platform to be asked about.

The last two are what you are trying out here: every answer in this chat is a Cortex call, allowed by a grant.`
}

export const greeting: Reply = ({ prompt, userName, model, random }) => {
  if (
    !/^(?:(?:please )?say )?(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)\b[^?]{0,40}$/iu.test(prompt)
  )
    return null
  const whom = userName === null ? '' : `, ${userName}`
  const offer = pick(random, ['What can I do for you?', 'What would you like to try?', 'How can I help?'])
  return `Hello${whom}! This is the local stand-in for ${model}. ${offer}`
}

export const howAreYou: Reply = ({ prompt, model }) =>
  /^(?:(?:hi|hello|hey)\b.{0,20})?how are you\b/iu.test(prompt)
    ? `Well, thank you, and the same every day: I am the local stand-in for ${model}. How can I help?`
    : null

export const thanks: Reply = ({ prompt, random }) =>
  /^(?:thanks|thank you|thx|great|perfect|cool)\b[^?]{0,40}$/iu.test(prompt)
    ? pick(random, ['You are welcome!', 'Gladly.', 'Any time.'])
    : null

export const toolSummary: Reply = ({ toolResults }) => {
  if (toolResults.length === 0) return null
  return `Here is what the ${toolResults.length === 1 ? 'tool' : 'tools'} returned:\n\n${toolResults.map((result) => `> ${quote(result)}`).join('\n>\n')}`
}

export const image: Reply = ({ imagesInPrompt }) => {
  if (imagesInPrompt === 0) return null
  const count = imagesInPrompt === 1 ? 'an image' : `${imagesInPrompt} images`
  return `I received ${count}. The local stand-in cannot see, so I can only confirm that it arrived whole.`
}
