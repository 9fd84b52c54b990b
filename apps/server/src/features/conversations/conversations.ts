import {
  type ChoosePathInput,
  type ConversationInput,
  type ExportConversationInput,
  type ListConversationsInput,
  type PinConversationInput,
  PINNED_MAX,
  type RateAnswerInput,
  type RenameConversationInput,
  type SearchConversationsInput,
} from '@coco/shared/conversation-inputs'
import {
  type ConversationExport,
  type ConversationPage,
  type ConversationSummary,
  type ConversationView,
  type PinnedConversation,
  SearchHit,
  type SearchPage,
} from '@coco/shared/conversation-views'
import type { PassageView } from '@coco/shared/document-views'
import type { ConversationId, GenerationId, MessageId } from '@coco/shared/ids'
import { AppError } from '../../platform/app-error.ts'
import type { Doors, TenantTx } from '../../store/doors.ts'
import { lockUntilCommit } from '../../store/lock-until-commit.ts'
import type { CallSource } from '../../trpc/call-source.ts'
import type { Viewer } from '../../trpc/viewer.ts'
import {
  chooseLeaf,
  pinConversation,
  removeConversation,
  renameConversation,
  restoreConversation,
} from './change-rows.ts'
import { readCursor } from '../../platform/list-cursor.ts'
import { toJson, toMarkdown } from './export-conversation.ts'
import { cutPage } from '../../platform/list-page.ts'
import { rateAnswer } from './rate-answer.ts'
import { toSearchQuery } from './search-query.ts'
import { type HitRow, searchRows } from './search-rows.ts'
import { countPinned, findSummary, listPinned, listSummaries } from './summary-rows.ts'
import { readConversation } from './whole-conversation.ts'
import { withSources } from './with-sources.ts'

/** Whoever reads a conversation, and the call by which they ask. */
interface Reader {
  viewer: Viewer
  source: CallSource
}

/** A person's own conversations. Somebody else's, a removed one and one that never was get the same answer: not_found. */
export interface Conversations {
  /** The last changed first. What does not change is listed once, whatever else changes meanwhile; nothing is listed twice. */
  list(viewer: Viewer, input: ListConversationsInput): Promise<ConversationPage>
  get(by: Reader, input: ConversationInput): Promise<ConversationView>
  rename(viewer: Viewer, input: RenameConversationInput): Promise<ConversationSummary>
  /** On top of the list, or no longer. It still goes when its time has come. */
  pin(viewer: Viewer, input: PinConversationInput): Promise<PinnedConversation>
  /** Out of sight, until it is restored or housekeeping comes. An answer that is being written in it is stopped. */
  remove(viewer: Viewer, input: ConversationInput): Promise<void>
  /** Where it was; no longer on top when as many as may be are there by now. */
  restore(viewer: Viewer, input: ConversationInput): Promise<ConversationSummary>
  /** The path through this message, and on along its newest children. */
  choose(viewer: Viewer, input: ChoosePathInput): Promise<{ leafId: MessageId }>
  /** What its owner thinks of an answer, for themselves: it is shown to them again and sent to nobody. */
  rate(viewer: Viewer, input: RateAnswerInput): Promise<{ conversationId: ConversationId }>
  /** All of the words, in titles and messages, newest first. */
  search(viewer: Viewer, input: SearchConversationsInput): Promise<SearchPage>
  export(by: Reader, input: ExportConversationInput): Promise<ConversationExport>
}

export function createConversations(deps: {
  inTenant: Doors['inTenant']
  stopAnswer: (viewer: Viewer, id: GenerationId) => void
  countRating: (rating: 'good' | 'bad') => void
  /** Those that are there and that the viewer may read at this moment; that personal ones were read is recorded. */
  readPassages: (by: Reader, keys: readonly Pick<PassageView, 'documentId' | 'position'>[]) => Promise<PassageView[]>
  now: () => number
}): Conversations {
  const { inTenant } = deps
  const at = () => new Date(deps.now())

  async function list(viewer: Viewer, { cursor, limit }: ListConversationsInput) {
    const from = readCursor(cursor)
    return inTenant(viewer, async (tx) => {
      const { page, nextCursor } = cutPage(await listSummaries(tx, viewer, from, limit + 1), limit)
      const pinned = from === null ? await listPinned(tx, viewer) : []
      return { conversations: page.map(({ summary }) => summary), pinned, nextCursor }
    })
  }

  async function get(by: Reader, { conversationId }: ConversationInput) {
    const { viewer } = by
    const conversation = requireThere(await inTenant(viewer, (tx) => readConversation(tx, viewer, conversationId)))
    return withSources(conversation, (keys) => deps.readPassages(by, keys))
  }

  async function rename(viewer: Viewer, { conversationId, title }: RenameConversationInput) {
    return inTenant(viewer, async (tx) => {
      await renameConversation(tx, viewer, conversationId, title, at())
      return requireThere(await findSummary(tx, viewer, conversationId))
    })
  }

  async function pin(viewer: Viewer, { conversationId, isPinned }: PinConversationInput): Promise<PinnedConversation> {
    return inTenant(viewer, async (tx) => {
      const before = requireThere(await findSummary(tx, viewer, conversationId))
      if (before.isPinned === isPinned) return { outcome: 'changed', conversation: before }
      if (isPinned && !(await hasRoomForPin(tx, viewer))) return { outcome: 'full', limit: PINNED_MAX }
      await pinConversation(tx, viewer, conversationId, isPinned ? at() : null)
      return { outcome: 'changed', conversation: { ...before, isPinned } }
    })
  }

  async function remove(viewer: Viewer, { conversationId }: ConversationInput) {
    const removed = await inTenant(viewer, (tx) => removeConversation(tx, viewer, conversationId, at()))
    for (const generationId of requireThere(removed).running) deps.stopAnswer(viewer, generationId)
  }

  async function restore(viewer: Viewer, { conversationId }: ConversationInput) {
    return inTenant(viewer, async (tx) => {
      const keepsPin = await hasRoomForPin(tx, viewer)
      await restoreConversation(tx, viewer, conversationId, keepsPin)
      return requireThere(await findSummary(tx, viewer, conversationId))
    })
  }

  async function choose(viewer: Viewer, { conversationId, messageId }: ChoosePathInput) {
    const leafId = await inTenant(viewer, (tx) => chooseLeaf(tx, viewer, { conversationId, messageId, at: at() }))
    return { leafId: requireThere(leafId) }
  }

  async function rate(viewer: Viewer, { messageId, feedback }: RateAnswerInput) {
    const rated = await inTenant(viewer, (tx) => rateAnswer(tx, viewer, { messageId, feedback, at: at() }))
    const { conversationId } = requireThere(rated)
    if (feedback !== null) deps.countRating(feedback.rating)
    return { conversationId }
  }

  async function search(viewer: Viewer, { query: typed, cursor: from, limit }: SearchConversationsInput) {
    const cursor = readCursor(from)
    const query = toSearchQuery(typed)
    if (query === '') return { hits: [], nextCursor: null }
    const rows = await inTenant(viewer, (tx) => searchRows(tx, viewer, { query, cursor, maxRows: limit + 1 }))
    const { page, nextCursor } = cutPage(rows, limit)
    return { hits: page.map(toHit), nextCursor }
  }

  async function exportConversation(by: Reader, { conversationId, format }: ExportConversationInput) {
    const conversation = await get(by, { conversationId })
    return format === 'markdown' ? toMarkdown(conversation) : toJson(conversation)
  }

  return { list, get, rename, pin, remove, restore, choose, rate, search, export: exportConversation }
}

async function hasRoomForPin(tx: TenantTx, viewer: Viewer): Promise<boolean> {
  await lockUntilCommit(tx, `pins of ${viewer.subject}`)
  return (await countPinned(tx, viewer)) < PINNED_MAX
}

function toHit({ at, snippet, ...row }: HitRow): SearchHit {
  return SearchHit.parse({ ...row, at: new Date(at).toISOString(), snippet: snippet.replace(/\s+/gu, ' ').trim() })
}

function requireThere<T>(found: T | undefined): T {
  if (found === undefined) throw new AppError('not_found', 'There is no such conversation or message.')
  return found
}
