import type { ConversationParameters } from '@coco/shared/answer-parameters'
import type { ConversationExport, ConversationView, MessageView } from '@coco/shared/conversation-views'
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

function toSection({ role, content, generation }: MessageView): string {
  const model = generation === null ? '' : ` (${toOneLine(generation.model)})`
  const heading = role === 'user' ? '## Question' : `## Answer${model}`
  const isCut = generation !== null && generation.status !== 'done' && generation.status !== 'stopped'
  return `${heading}\n\n${content}${isCut ? '\n\n*This answer is not complete.*' : ''}`
}

function howItWasAsked({ temperature, maxTokens, instructions }: ConversationParameters): string[] {
  const set = [
    ...(temperature === null ? [] : [`Temperature ${temperature}`]),
    ...(maxTokens === null ? [] : [`at most ${maxTokens} tokens an answer`]),
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
