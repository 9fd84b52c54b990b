import { quote, type Reply } from '../reply.ts'

/** Shows that the whole conversation arrived, not only its last turn. */
export const whatWasSaid: Reply = ({ prompt, earlierPrompts }) => {
  if (!/\bwhat did i (?:just )?(?:say|ask|write|tell)|\bmy (?:last|previous) (?:message|question)\b/iu.test(prompt))
    return null
  const last = earlierPrompts.at(-1)
  if (last === undefined) return 'This is your first message to me, so there is nothing before it.'
  return `Just before this you said:\n\n> ${quote(last)}`
}

export const whatWasAnswered: Reply = ({ prompt, earlierAnswers }) => {
  if (!/\bwhat did you (?:just )?(?:say|answer|write|tell)|\brepeat (?:that|your (?:last )?answer)\b/iu.test(prompt))
    return null
  return earlierAnswers.at(-1) ?? 'I have not said anything yet.'
}

export const summary: Reply = ({ prompt, earlierPrompts }) => {
  if (
    !/\bsummar(?:y|i[sz]e)\b[^\n.]{0,60}\b(?:conversation|chat|so far)\b|\bsummar(?:y|i[sz]e)\W+(?:of )?this\W*$|\bwhat have we\b/iu.test(
      prompt,
    )
  )
    return null
  if (earlierPrompts.length === 0) return 'We have only just begun: this is your first message.'
  const turns = earlierPrompts.map((text, index) => `${index + 1}. ${quote(text)}`)
  return `So far you have written ${earlierPrompts.length === 1 ? 'one message' : `${earlierPrompts.length} messages`}:\n\n${turns.join('\n')}`
}

export const whatIsMyName: Reply = ({ prompt, userName }) => {
  if (!/\bwhat(?:'s| is) my name\b|\bwho am i\b/iu.test(prompt)) return null
  return userName === null ? 'You have not told me your name yet.' : `You are **${userName}**.`
}

export const introduction: Reply = ({ prompt }) => {
  const name = /\bmy name is ([\p{L}\p{N}-]{1,40})/iu.exec(prompt)?.[1]
  return name === undefined ? null : `Nice to meet you, ${name}. I will remember that for this conversation.`
}
