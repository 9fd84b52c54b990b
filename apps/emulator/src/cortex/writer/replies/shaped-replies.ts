import { capitalize, countIn, type Reply, topicOf } from '../reply.ts'
import { between, pick } from '../seeded-random.ts'
import { codeSampleFor } from './code-samples.ts'

export const code: Reply = ({ prompt }) => {
  if (!/\b(?:code|function|script|program|snippet|query|implement|component)\b/iu.test(prompt)) return null
  const { language, label, source, remark } = codeSampleFor(prompt)
  return `Here is a small example in ${label}:\n\n\`\`\`${language}\n${source}\n\`\`\`\n\n${remark}`
}

export const table: Reply = ({ prompt, random }) => {
  if (!/\btable\b/iu.test(prompt)) return null
  const rows = Array.from({ length: countIn(prompt, 4) }, (_, index) => {
    const trend = pick(random, ['rising', 'steady', 'falling'])
    return `| ${index + 1} | ${pick(random, REGIONS)} | ${between(random, 100, 9999)} | ${trend} |`
  })
  return `Made-up figures, but a real table:\n\n| # | Region | Orders | Trend |\n|--:|:--|--:|:--|\n${rows.join('\n')}`
}

const REGIONS = ['North', 'South', 'East', 'West', 'Central', 'Overseas'] as const

export const list: Reply = ({ prompt, random }) => {
  if (!/\blist\b|\b(?:ideas|tips|reasons|steps|examples|advantages|bullet points)\b/iu.test(prompt)) return null
  const topic = topicOf(prompt)
  const items = Array.from({ length: countIn(prompt, 5) }, () => {
    return `- **${pick(random, VERBS)}** ${pick(random, OBJECTS)} ${pick(random, ENDS)}`
  })
  return `${capitalize(topic)}:\n\n${items.join('\n')}`
}

const VERBS = ['Start', 'Write down', 'Measure', 'Share', 'Review', 'Simplify', 'Automate'] as const
const OBJECTS = ['the first step', 'what success means', 'the slowest part', 'one open question', 'the result'] as const
const ENDS = ['before anything else.', 'with the people concerned.', 'once a week.', 'and keep it short.'] as const

export const markdownTour: Reply = ({ prompt }) => {
  if (!/\bmarkdown\b/iu.test(prompt)) return null
  return `# Heading

Text with **bold**, *italic*, \`inline code\`, ~~struck~~ and [a link](https://docs.snowflake.com).

> A quotation.

1. First
2. Second
   - nested

\`\`\`json
{ "answer": 42 }
\`\`\`

| Left | Right |
|:--|--:|
| a | 1 |`
}
