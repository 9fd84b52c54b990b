import { quote, type Reply } from '../reply.ts'

const MOST_LOOKED_AT = 4_000

/** When the system prompt orders a summary of whatever comes: how the text begins, since nothing here understands it. */
export const orderedSummary: Reply = ({ instructions, wholePrompt, model }) => {
  if (!/^\W*summari[sz]e\b/imu.test(instructions)) return null
  const prose = wholePrompt
    .slice(0, MOST_LOOKED_AT)
    .split(/\r?\n/u)
    .filter((line) => /^[\s*_“"]*\p{L}/u.test(line))
    .join(' ')
  const [first, second] = prose.split(/(?<=[.!?])\s+/u)
  if (first === undefined || first === '') return null
  const beginning = [first, second].filter(Boolean).map((sentence) => quote(sentence ?? ''))
  return `${beginning.join(' ')}\n\n(So it begins: the local stand-in for ${model} reads no further.)`
}
