import type { ConversationSummary } from '@coco/shared/conversation-views'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { announceConversationChange } from '../../lib/conversation-channel.ts'
import { failureOfError } from '../../lib/failure.ts'
import { failureSentence } from '../../lib/failure-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { conversations as section } from '../../words/en/conversations.ts'
import { currentLanguage, useWords } from '../../words/language.ts'
import { arrange } from './arrange.ts'
import { ConversationRow } from './conversation-row.tsx'
import { OlderConversations } from './older-conversations.tsx'
import { RemovedRow } from './removed-row.tsx'
import { RowChunks } from './row-chunks.tsx'
import type { Conversations } from './use-conversation-list.ts'

/** How long a deleted conversation keeps its place, with the way back. */
const UNDO_MS = 15_000

interface Props {
  conversations: Conversations
  openId: string | null
  /** Those with an answer that nobody has seen yet. */
  unreadIds: ReadonlySet<string>
  /** What is chosen takes the place of the drawer's own entry in the browser's history. */
  isDrawer: boolean
  onRemoved: (conversationId: string) => void
}

/** The list: what is on top, and the rest by days. A deleted conversation leaves an Undo in its place, so that the focus has somewhere to stay. */
export function ConversationItems(props: Props) {
  const { conversations, openId, unreadIds, isDrawer, onRemoved } = props
  const words = useWords(section)
  const navigate = useNavigate()
  const [removed, setRemoved] = useState<ConversationSummary | null>(null)
  /** It has just come to another place, and takes the focus there. */
  const [movedId, setMovedId] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const remove = trpc.conversations.remove.useMutation()
  const restore = trpc.conversations.restore.useMutation()
  const pin = trpc.conversations.pin.useMutation()

  useEffect(() => {
    if (!removed) return
    const timer = setTimeout(() => {
      // Somebody who stands on Undo has not decided yet.
      if (!document.activeElement?.closest('[data-keeps-focus]')) setRemoved(null)
    }, UNDO_MS)
    return () => clearTimeout(timer)
  }, [removed])

  function onRemove(conversation: ConversationSummary) {
    const wasOpen = conversation.id === openId
    setProblem(null)
    setRemoved(conversation)
    conversations.drop(conversation.id)
    const undo = (error: unknown) => {
      setRemoved(null)
      conversations.change(conversation)
      setProblem(sentenceOf(error))
    }
    remove.mutate(
      { conversationId: conversation.id },
      {
        onError: undo,
        onSuccess: () => {
          announceConversationChange(conversation.id)
          conversations.refresh()
          if (wasOpen) onRemoved(conversation.id)
        },
      },
    )
  }

  function onUndo({ id }: ConversationSummary) {
    restore.mutate(
      { conversationId: id },
      {
        onError: (error) => setProblem(sentenceOf(error)),
        onSuccess: (conversation) => {
          setRemoved(null)
          setMovedId(id)
          conversations.change(conversation)
          // Asked anew: an answer from before it was back would take the row away again, and the focus with it.
          conversations.refresh()
          announceConversationChange(id)
          void navigate({ to: '/c/$conversationId', params: { conversationId: id }, replace: isDrawer, state: true })
        },
      },
    )
  }

  function onPin(conversation: ConversationSummary) {
    const isPinned = !conversation.isPinned
    setProblem(null)
    conversations.change({ ...conversation, isPinned })
    setMovedId(conversation.id)
    const takeBack = (sentence: string) => {
      conversations.change(conversation)
      setMovedId(conversation.id)
      setProblem(sentence)
    }
    pin.mutate(
      { conversationId: conversation.id, isPinned },
      {
        onError: (error) => takeBack(sentenceOf(error)),
        onSuccess: (result) => {
          if (result.outcome === 'full') {
            takeBack(words.tooManyPinned(new Intl.NumberFormat(currentLanguage()).format(result.limit)))
            return
          }
          conversations.change({ ...conversation, isPinned })
          // A list from before the pin may have moved the row back in the meantime.
          if (document.activeElement === document.body) setMovedId(conversation.id)
          setSaid((isPinned ? words.pinnedNow : words.unpinnedNow)(conversation.title))
          conversations.refresh()
          announceConversationChange(conversation.id)
        },
      },
    )
  }

  if (conversations.error) {
    return (
      <div role="status" className="px-2.5 py-3 text-sm text-ink-soft">
        <p>{words.notListed}</p>
        <Button look="outline" className="mt-2" onClick={conversations.refresh}>
          {words.tryAgain}
        </Button>
      </div>
    )
  }
  if (!conversations.isLoaded) return <p className="appear-late px-2.5 py-3 text-sm text-ink-faint">{words.loading}</p>
  const groups = arrange(conversations, removed)
  return (
    <>
      {problem && (
        <p role="alert" className="px-2.5 py-2 text-sm text-danger">
          {problem}
        </p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
      {groups.length === 0 && <p className="px-2.5 py-3 text-sm text-ink-soft">{words.none}</p>}
      {groups.map((group) => (
        <section key={group.name} aria-label={words.groups[group.name]} className="pt-3 first-of-type:pt-0">
          <h2 className="px-2.5 pb-1 text-xs font-medium text-ink-faint">{words.groups[group.name]}</h2>
          <RowChunks
            rows={group.conversations}
            render={(conversation) =>
              conversation.id === removed?.id ? (
                <RemovedRow title={conversation.title} onUndo={() => onUndo(conversation)} />
              ) : (
                <ConversationRow
                  conversation={conversation}
                  isPinned={group.name === 'pinned'}
                  isUnread={unreadIds.has(conversation.id)}
                  isFocused={conversation.id === movedId}
                  isDrawer={isDrawer}
                  onFocused={() => setMovedId(null)}
                  onRenamed={conversations.change}
                  onPin={() => onPin({ ...conversation, isPinned: group.name === 'pinned' })}
                  onRemove={() => onRemove(conversation)}
                  onProblem={(error) => setProblem(sentenceOf(error))}
                />
              )
            }
          />
        </section>
      ))}
      {conversations.nextCursor !== null && (
        <OlderConversations key={conversations.nextCursor} load={conversations.loadOlder} />
      )}
    </>
  )
}

function sentenceOf(error: unknown): string {
  return failureSentence(failureOfError(error))
}
