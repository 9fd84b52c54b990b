import { quote, type Reply } from '../reply.ts'
import { shuffled } from '../seeded-random.ts'

const ABILITIES: readonly (readonly [prompt: string, shows: string])[] = [
  ['Make a table of orders by region', 'a table'],
  ['Write a TypeScript function', 'code in the language that you name'],
  ['List five tips for a good report', 'a list'],
  ['Show me some Markdown', 'everything that Markdown can do'],
  ['Write a long answer of 300 words', 'an answer that takes its time, to stop or to reload'],
  ['What is 12 * 7?', 'a sum'],
  ['What did I just say?', 'that the whole conversation reaches the model'],
]

export const whatCanYouDo: Reply = ({ prompt, model }) => {
  if (
    !/^(?:i need |please )?help\b.{0,10}$|\bwhat can (?:you do|i (?:ask|do|try))\b|\bhow can you help\b/iu.test(prompt)
  )
    return null
  const abilities = ABILITIES.map(([asked, shows]) => `- “${asked}”: ${shows}`)
  return `As the local stand-in for **${model}** I have no knowledge, but I can show how answers look and behave. Try:\n\n${abilities.join('\n')}`
}

/** What somebody states, rather than asks. It is only repeated: there is nothing else to say about it. */
export const statement: Reply = ({ prompt, earlierPrompts }) => {
  if (prompt.includes('?') || !/^(?:i|i'm|my|we|our|the|this|that|it|there|remember|note)\b/iu.test(prompt)) return null
  return `Noted: “${quote(prompt)}”.${whatCameBefore(earlierPrompts)}

It is part of this conversation from here on, and goes to the model with every further message. Ask “What did I say?” to see it come back, or begin a new chat to leave it behind.`
}

/** Answers everything: in the shape of a helpful answer, without pretending to know the matter. */
export const fallback: Reply = ({ prompt, model, earlierPrompts, random }) => {
  if (prompt === '') return 'Your message was empty. What would you like to know?'
  const steps = shuffled(random, STEPS).slice(0, 3)
  const examples = shuffled(random, ABILITIES).slice(0, 3)
  return `“${quote(prompt)}” is one for the real **${model}**. I am its local stand-in: I know what an answer looks like, not what is true.${whatCameBefore(earlierPrompts)}

Three things help with almost any question:

${steps.map(([what, how], index) => `${index + 1}. **${what}.** ${how}`).join('\n')}

What I can show you: ${examples.map(([asked]) => `“${asked}”`).join(', ')}.`
}

const STEPS: readonly (readonly [what: string, how: string])[] = [
  ['Say what you want to decide', 'An answer is good when it makes that easier.'],
  ['Collect what you know already', 'Often the gap is smaller than it looked.'],
  ['Ask for an example', 'It shows at once whether both sides mean the same.'],
  ['Try the smallest case', 'What works there usually works for the rest.'],
  ['Name what would prove you wrong', 'Then look for exactly that first.'],
  ['Look for the source', 'Whatever cannot be traced should not be relied on.'],
]

function whatCameBefore(earlierPrompts: string[]): string {
  const before = earlierPrompts.at(-1)
  return before === undefined ? '' : ` Before that you wrote: “${quote(before)}”.`
}
