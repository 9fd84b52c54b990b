import { quote, type Reply, topicOf } from '../reply.ts'
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

export const describeSnowflake: Reply = ({ prompt }) => {
  if (!/\b(?:describe|what is|what's|explain|tell me about)\s+snowflake\b/iu.test(prompt)) return null
  return (
    'Snowflake is a cloud data platform that stores, processes and shares data across AWS, Azure and Google Cloud, ' +
    'with storage and compute that scale independently and one place for governance.'
  )
}

export const greeting: Reply = ({ prompt, userName, model, random }) => {
  if (!/^(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)\b[^?]{0,40}$/iu.test(prompt)) return null
  const whom = userName === null ? '' : `, ${userName}`
  const offer = pick(random, ['What can I do for you?', 'What would you like to try?', 'How can I help?'])
  return `Hello${whom}! This is the local stand-in for ${model}. ${offer}`
}

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

/** Answers everything: in the shape of a helpful answer, without pretending to know the matter. */
export const fallback: Reply = ({ prompt, model, earlierPrompts, random }) => {
  if (prompt === '') return 'Your message was empty. What would you like to know?'
  const topic = topicOf(prompt)
  const before = earlierPrompts.at(-1)
  const opening = pick(random, [
    `Let me take **${topic}** one step at a time.`,
    `There is more than one way to look at **${topic}**.`,
    `A useful answer about **${topic}** has three parts.`,
  ])
  const memory = before === undefined ? '' : `\n\nThis follows on from what you wrote before: “${quote(before)}”.`
  return `${opening}${memory}

1. **What it is.** Say in one plain sentence what ${topic} means to the people who use it.
2. **Why it matters.** Name the decision that becomes easier once it is understood.
3. **What to do next.** Choose the smallest step that would show whether it works.

> The real ${model} would know more: this text comes from the local stand-in, which knows the shape of an answer only.

Try “write a table with 5 rows”, “show me some Python code” or “write a long answer of 300 words”.`
}
