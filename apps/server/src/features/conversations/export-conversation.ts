import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { ConversationExport, ConversationView, MessageView } from '@coco/shared/conversation-views'
import type { AnswerSource, PassageView } from '@coco/shared/document-views'
import { pathTo } from '@coco/shared/message-tree'

/** The chosen path, for people to read. */
export function toMarkdown(conversation: ConversationView): ConversationExport {
  const path = pathTo(conversation.messages, conversation.leafId)
  const parts = [
    `# ${toOneLine(conversation.title)}`,
    ...howItWasAsked(conversation.parameters),
    ...path.map(toSection),
  ]
  return { fileName: fileNameOf(conversation, 'md'), mediaType: 'text/markdown', text: `${parts.join('\n\n')}\n` }
}

/** The whole tree, for programs. */
export function toJson(conversation: ConversationView): ConversationExport {
  const text = `${JSON.stringify({ format: 'coco-conversation', version: 1, ...conversation }, null, 2)}\n`
  return { fileName: fileNameOf(conversation, 'json'), mediaType: 'application/json', text }
}

function toSection({ role, content, generation, sources }: MessageView): string {
  const model = generation === null ? '' : ` (${toOneLine(generation.model)})`
  const heading = role === 'user' ? '## Question' : `## Answer${model}`
  const isCut = generation !== null && generation.status !== 'done' && generation.status !== 'stopped'
  const end = isCut ? '\n\n*This answer is not complete.*' : ''
  return `${heading}\n\n${content}${end}${toSourceList(sources ?? [])}`
}

/** Under the numbers by which the answer cites them. */
function toSourceList(sources: readonly AnswerSource[]): string {
  if (sources.length === 0) return ''
  const lines = sources.map(({ number, passage }) => `${number}. ${passage === null ? GONE : nameOf(passage)}`)
  return `\n\n### Sources\n\n${lines.join('\n')}`
}

const GONE = '*This passage is gone, or may not be read any more.*'

function nameOf({ title, headings, page }: PassageView): string {
  const place = [...headings, ...(page === null ? [] : [`page ${page}`])]
  return toOneLine([title, ...place].join(' · '))
}

function howItWasAsked({ temperature, maxTokens, instructions, documents }: ConversationParameters): string[] {
  const tags = documents?.tags.map(toOneLine).join(', ') ?? ''
  const set = [
    ...(temperature === null ? [] : [`Temperature ${temperature}`]),
    ...(maxTokens === null ? [] : [`at most ${maxTokens} tokens an answer`]),
    ...(documents === null ? [] : [`answered from documents${tags === '' ? '' : ` tagged ${tags}`}`]),
  ]
  return [
    ...(set.length === 0 ? [] : [`*${set.join(' · ')}*`]),
    ...(instructions === null ? [] : [`## Instructions\n\n${instructions}`]),
  ]
}

/** Text that stays what it is inside a heading: no second line, no markup. */
function toOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\\`*_{}[\]<>#|~&]/gu, String.raw`\$&`)
    .trim()
}

/** Letters and digits of any language, so that no system finds a path, an option or a device in it. */
function fileNameOf({ title, createdAt }: ConversationView, ending: string): string {
  const words = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  const short = words.slice(0, 50).replace(/[-\uD800-\uDBFF]+$/, '')
  return `${short === '' ? 'conversation' : short}-${createdAt.slice(0, 10)}.${ending}`
}
