import { capitalize, countIn, type Reply, topicOf } from '../reply.ts'
import { shuffled } from '../seeded-random.ts'

/** `five tips for …`: advice that fits almost anything, since the writer knows nothing about the matter. */
export const list: Reply = ({ prompt, random }) => {
  if (!/\blist\b|\b(?:ideas|tips|reasons|steps|examples|advantages|bullet points)\b/iu.test(prompt)) return null
  const count = countIn(prompt, 5)
  const tips = WRITING.test(prompt)
    ? [...shuffled(random, TIPS_FOR_TEXTS), ...shuffled(random, TIPS_FOR_WORK)]
    : shuffled(random, [...TIPS_FOR_TEXTS, ...TIPS_FOR_WORK])
  const opening = /\b(?:tips|ideas|steps)\b/iu.test(prompt)
    ? 'this almost always helps.'
    : 'the local stand-in knows no facts about that, but this almost always helps.'
  const bullets = tips
    .slice(0, count)
    .map(([what, why]) => `- **${what}.** ${why}`)
    .join('\n')
  const answer = `**${capitalize(topicOf(prompt))}**: ${opening}\n\n${bullets}`
  return count > tips.length ? `${answer}\n\nThese are all that the local stand-in has.` : answer
}

type Tip = readonly [what: string, why: string]

const WRITING = /\b(?:reports?|e?-?mails?|texts?|letters?|articles?|presentations?|documents?|writ\w+)\b/iu

const TIPS_FOR_TEXTS: readonly Tip[] = [
  ['Put the result first', 'Whoever reads no further has the point.'],
  ['Say whom it is for', 'The reader decides what can be left out.'],
  ['Show one example', 'It explains more than three rules.'],
  ['Use plain words', 'If a newcomer understands it, everybody does.'],
  ['Pick one number', 'Watch it for a month before adding another.'],
  ['Compare with last time', 'A change says more than a figure alone.'],
  ['Leave one thing out', 'Nobody will miss it, and the rest gets room.'],
  ['Mention what it costs', 'Time and attention count as much as money.'],
  ['Separate facts from opinions', 'Both are welcome, each under its own name.'],
  ['End with the next step', 'Say who takes it, and when.'],
]

const TIPS_FOR_WORK: readonly Tip[] = [
  ['Name one goal', 'With two of them, nobody knows which one gives way.'],
  ['Take the smallest step', 'It shows soonest whether the idea works.'],
  ['Test the riskiest part early', 'Surprises are cheapest at the beginning.'],
  ['Write down open questions', 'A list of them is half of the answer.'],
  ['Set a date', 'Without one, later becomes never.'],
  ['Agree on who decides', 'Advice comes from many, a decision from one.'],
  ['Keep a short record', 'In half a year somebody will ask how it came about.'],
  ['Ask somebody from outside', 'They see what has become invisible.'],
  ['Repeat what worked', 'Success deserves as much attention as failure.'],
  ['Remove what nobody uses', 'It costs attention every single day.'],
  ['Plan a pause', 'Good ideas rarely come in the tenth hour.'],
  ['Make it easy to undo', 'Then nobody is afraid to try.'],
  ['Automate the dull part', 'People are better at the interesting one.'],
  ['Say thank you', 'It is the cheapest improvement there is.'],
]
