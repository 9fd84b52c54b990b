import type { Reply } from '../reply.ts'
import { codeSampleFor } from './code-samples.ts'

export const code: Reply = ({ prompt }) => {
  if (!/\b(?:code|function|script|program|snippet|query|implement|component)\b/iu.test(prompt)) return null
  const { language, label, source, remark } = codeSampleFor(prompt)
  return `Here is a small example in ${label}:\n\n\`\`\`${language}\n${source}\n\`\`\`\n\n${remark}`
}

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
