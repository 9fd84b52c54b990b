import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import { MAX_TREE_BYTES, MESSAGE_BYTES } from '@coco/shared/answer-limits'
import type { ContinueInput, RegenerateInput, SendInput } from '@coco/shared/conversation-inputs'
import { ConversationId, type MessageId } from '@coco/shared/ids'
import { newestLeafUnder, pathTo } from '@coco/shared/message-tree'
import { AppError } from '../../../platform/app-error.ts'
import type { TenantTx } from '../../../store/doors.ts'
import { type Branch, contentsOf, findConversation, findMessage, readTree } from './conversation-rows.ts'
import type { Owner } from '../generation/generations.ts'
import type { PlacedAsk, Turn } from './placed-ask.ts'

/** Where a new question goes. @throws AppError not_found, payload_too_large; invalid_input when it would follow an answer that is not there yet */
export async function placeQuestion(
  tx: TenantTx,
  owner: Owner,
  { conversationId, parentId, content, parameters: chosen = NO_PARAMETERS }: SendInput,
  newId: () => string,
): Promise<PlacedAsk> {
  const question: Turn = { role: 'user', content }
  if (conversationId === undefined) {
    if (parentId !== undefined && parentId !== null) throw notThere()
    const begun = { conversationId: ConversationId.parse(newId()), previousLeafId: null }
    const place = { ...begun, turns: [question], parameters: chosen }
    return { kind: 'send', ...place, isNewConversation: true, parentId: null, isAtLeaf: false, content }
  }
  const { leafId, parameters } = (await findConversation(tx, owner, conversationId)) ?? refuse(notThere())
  const tree = await readTreeWithRoom(tx, owner, conversationId)
  const isAtLeaf = parentId === undefined
  const answered = isAtLeaf ? leafId : parentId
  const path = pathTo(tree, answered)
  const parent = path.at(-1)
  if (answered !== null && parent === undefined) throw notThere()
  if (parent !== undefined) requireAnswer(parent)
  if (parent?.isFinished === false) throw stillWritten()
  const turns = [...(await turnsOf(tx, owner, conversationId, path)), question]
  const place = { conversationId, previousLeafId: leafId, turns, parameters }
  return { kind: 'send', ...place, isNewConversation: false, parentId: parent?.id ?? null, isAtLeaf, content }
}

/** The question to which another answer is asked for. @throws AppError not_found */
export async function placeRegenerated(tx: TenantTx, owner: Owner, { messageId }: RegenerateInput): Promise<PlacedAsk> {
  const { conversationId, leafId, parameters, path } = await pathToAnswer(tx, owner, messageId)
  const question = path.at(-2) ?? refuse(notThere())
  const turns = await turnsOf(tx, owner, conversationId, path.slice(0, -1))
  return { kind: 'regenerate', conversationId, previousLeafId: leafId, turns, parameters, questionId: question.id }
}

/** The answer that is to go on. @throws AppError not_found; invalid_input while it is being written */
export async function placeContinued(tx: TenantTx, owner: Owner, { messageId }: ContinueInput): Promise<PlacedAsk> {
  const { conversationId, leafId, parameters, path, message, tree } = await pathToAnswer(tx, owner, messageId)
  if (!message.isFinished) throw stillWritten()
  const question = path.at(-2) ?? refuse(notThere())
  const asked = await turnsOf(tx, owner, conversationId, path.slice(0, -1))
  // A model takes no empty turn: an answer that never began is simply asked for again.
  const goOn: Turn[] =
    message.content === ''
      ? []
      : [
          { role: 'assistant', content: message.content },
          { role: 'user', content: GO_ON },
        ]
  return {
    kind: 'continue',
    conversationId,
    // What follows the answer stays where it is.
    previousLeafId: pathTo(tree, leafId).some(({ id }) => id === message.id)
      ? leafId
      : newestLeafUnder(tree, message).id,
    turns: [...asked, ...goOn],
    parameters,
    questionId: question.id,
    messageId: message.id,
    contentBefore: message.content,
    reasoningBefore: message.reasoning,
    sourcesBefore: message.sources,
    previousGenerationId: message.generationId,
  }
}

const GO_ON =
  'Your last answer was cut off. Continue it exactly where it stops, in the middle of a word if need be. Repeat nothing, and say nothing about this.'

async function pathToAnswer(tx: TenantTx, owner: Owner, messageId: MessageId) {
  const message = (await findMessage(tx, owner, messageId)) ?? refuse(notThere())
  const { conversationId } = message
  const { leafId, parameters } = (await findConversation(tx, owner, conversationId)) ?? refuse(notThere())
  requireAnswer(message)
  const tree = await readTreeWithRoom(tx, owner, conversationId)
  return { message, conversationId, leafId, parameters, tree, path: pathTo(tree, messageId) }
}

/** @throws AppError payload_too_large */
async function readTreeWithRoom(tx: TenantTx, owner: Owner, conversationId: ConversationId): Promise<Branch[]> {
  const { tree, bytes } = await readTree(tx, owner, conversationId)
  if (bytes + tree.length * MESSAGE_BYTES <= MAX_TREE_BYTES) return tree
  const sentence = 'This conversation holds 4 megabytes, all its versions together. Start a new one.'
  throw new AppError('payload_too_large', sentence)
}

async function turnsOf(tx: TenantTx, owner: Owner, conversationId: ConversationId, path: Branch[]): Promise<Turn[]> {
  const ids = path.map(({ id }) => id)
  const contents = await contentsOf(tx, owner, conversationId, ids)
  const turns = path.map(({ id, role }) => ({ role, content: contents.get(id) ?? '' }))
  // An answer that was stopped before its first word.
  return turns.filter(({ content }) => content !== '')
}

function requireAnswer({ role }: Pick<Branch, 'role'>): void {
  if (role !== 'assistant') throw notThere()
}

export function notThere(): AppError {
  return new AppError('not_found', 'There is no such conversation or message.')
}

export function stillWritten(): AppError {
  return new AppError('invalid_input', 'The answer is still being written. Wait for it, or stop it first.')
}

function refuse(error: AppError): never {
  throw error
}
