import type { ChatRequest, OfferedTool } from '../request/chat-request.ts'
import { type Conversation, readConversation } from './conversation.ts'
import { valueForSchema } from './json-for-schema.ts'
import { quote, type Reply, topicOf } from './reply.ts'
import { calculate, countTo, sayExactly } from './replies/exact-replies.ts'
import { fallback, statement, whatCanYouDo } from './replies/fallback-replies.ts'
import { list } from './replies/list-reply.ts'
import { longAnswer } from './replies/long-answer.ts'
import { introduction, summary, whatIsMyName, whatWasAnswered, whatWasSaid } from './replies/memory-replies.ts'
import { answerFromPassages } from './replies/passage-replies.ts'
import {
  describeSnowflake,
  greeting,
  howAreYou,
  image,
  thanks,
  toolSummary,
  whoAreYou,
} from './replies/plain-replies.ts'
import { code, markdownTour } from './replies/shaped-replies.ts'
import { orderedSummary } from './replies/ordered-summary.ts'
import { table } from './replies/table-reply.ts'
import { restOfAnswer } from './rest-of-answer.ts'

/** What the model would say, before it is cut into tokens. */
export interface WrittenAnswer {
  reasoning: string
  text: string
  toolCalls: { id: string; name: string; arguments: string }[]
}

/** The first reply that has something to say is taken. */
const REPLIES: Reply[] = [
  sayExactly,
  answerFromPassages,
  orderedSummary,
  toolSummary,
  image,
  whatWasSaid,
  whatWasAnswered,
  whatIsMyName,
  summary,
  introduction,
  whoAreYou,
  whatCanYouDo,
  describeSnowflake,
  countTo,
  calculate,
  longAnswer,
  table,
  code,
  list,
  markdownTour,
  howAreYou,
  greeting,
  thanks,
  statement,
  fallback,
]

/** Writes an answer by rules alone: the same request always gets the same answer. */
export function writeAnswer(request: ChatRequest): WrittenAnswer {
  const conversation = readConversation(request)
  const reasoning = request.wantsReasoning ? thinkAbout(conversation) : ''
  const tool = toolToCall(request, conversation)
  if (tool !== null) return { reasoning, text: '', toolCalls: [callTo(tool, request, conversation)] }
  return { reasoning, text: cutAtStop(writeText(request, conversation), request.stop), toolCalls: [] }
}

function writeText(request: ChatRequest, conversation: Conversation): string {
  if (request.answerSchema !== null) {
    const value = valueForSchema(request.answerSchema, quote(conversation.prompt))
    return JSON.stringify(typeof value === 'object' ? value : { answer: value })
  }
  const rest = restOfAnswer(request, (earlier) => writeText(earlier, readConversation(earlier)))
  if (rest !== null) return rest
  for (const reply of REPLIES) {
    const text = reply(conversation)
    if (text !== null) return text
  }
  return ''
}

function thinkAbout({ prompt, earlierPrompts, model }: Conversation): string {
  const history =
    earlierPrompts.length === 0
      ? 'This opens the conversation.'
      : `It follows ${earlierPrompts.length === 1 ? 'one earlier message' : `${earlierPrompts.length} earlier messages`}.`
  return (
    `The person asks about ${topicOf(prompt)}. ${history} ` +
    `As the stand-in for ${model} I look for a rule that fits, and answer in its words.`
  )
}

/** A tool is called when the caller insists on it, or when the prompt names it; never again once its result is there. */
function toolToCall(request: ChatRequest, conversation: Conversation): OfferedTool | null {
  const { tools, toolChoice } = request
  if (conversation.toolResults.length > 0) return null
  switch (toolChoice.type) {
    case 'none':
      return null
    case 'named':
      return tools.find(({ name }) => name === toolChoice.name) ?? null
    case 'required':
      return tools[0] ?? null
    case 'auto':
      return tools.find(({ name }) => conversation.prompt.includes(name)) ?? null
  }
}

function callTo(tool: OfferedTool, { family }: ChatRequest, { prompt, random }: Conversation) {
  const value = valueForSchema(tool.parameters ?? { type: 'object' }, topicOf(prompt))
  const withoutArguments = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  const serial = Math.floor(random() * 1e9).toString(36)
  return {
    id: `${family === 'claude' ? 'tooluse' : 'call'}_${serial}`,
    name: tool.name,
    // A tool that takes nothing is called with an empty string, not with `{}` (recorded against a live account in 2026).
    arguments: withoutArguments ? '' : JSON.stringify(value),
  }
}

function cutAtStop(text: string, stop: string[]): string {
  const cuts = stop.map((sequence) => text.indexOf(sequence)).filter((index) => index >= 0)
  return cuts.length === 0 ? text : text.slice(0, Math.min(...cuts))
}
