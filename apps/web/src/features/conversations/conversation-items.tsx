import type { ConversationSummary } from '@coco/shared/conversation-views'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { announceConversationChange } from '../../lib/conversation-channel.ts'
import { failureOfError } from '../../lib/failure.ts'
import { failureSentence } from '../../lib/failure-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { newestFirst } from './conversation-list.ts'
import { ConversationRow } from './conversation-row.tsx'
import { groupByAge } from './group-by-age.ts'
import { OlderConversations } from './older-conversations.tsx'
import { RemovedRow } from './removed-row.tsx'
import type { Conversations } from './use-conversation-list.ts'

/** How long a deleted conversation keeps its place, with the way back. */
const UNDO_MS = 15_000

interface Props {
  conversations: Conversations
  openId: string | null
  onChosen: () => void
  onRemoved: (conversationId: string) => void
}

/** The list by days. A deleted conversation leaves an Undo in its place, so that the focus has somewhere to stay. */
export function ConversationItems({ conversations, openId, onChosen, onRemoved }: Props) {
  const navigate = useNavigate()
  const [removed, setRemoved] = useState<ConversationSummary | null>(null)
  const [restoredId, setRestoredId] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const remove = trpc.conversations.remove.useMutation()
  const restore = trpc.conversations.restore.useMutation()

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
          setRestoredId(id)
          conversations.change(conversation)
          announceConversationChange(id)
          void navigate({ to: '/c/$conversationId', params: { conversationId: id } })
        },
      },
    )
  }

  if (conversations.error) {
    return (
      <div role="status" className="px-2.5 py-3 text-sm text-ink-soft">
        <p>Your conversations could not be listed.</p>
        <Button look="outline" className="mt-2" onClick={conversations.refresh}>
          Try again
        </Button>
      </div>
    )
  }
  if (!conversations.isLoaded) return <p className="appear-late px-2.5 py-3 text-sm text-ink-faint">Loading…</p>
  const shown = removed
    ? [...conversations.conversations.filter(({ id }) => id !== removed.id), removed].sort(newestFirst)
    : conversations.conversations
  return (
    <>
      {problem && (
        <p role="alert" className="px-2.5 py-2 text-sm text-danger">
          {problem}
        </p>
      )}
      {shown.length === 0 && (
        <p className="px-2.5 py-3 text-sm text-ink-soft">Nothing here yet. What you ask is kept and stands here.</p>
      )}
      {groupByAge(shown).map((group) => (
        <section key={group.name} aria-label={group.name} className="pt-3 first:pt-0">
          <h2 className="px-2.5 pb-1 text-xs font-medium text-ink-faint">{group.name}</h2>
          <ul>
            {group.conversations.map((conversation) =>
              conversation.id === removed?.id ? (
                <RemovedRow
                  key={`removed ${conversation.id}`}
                  title={conversation.title}
                  onUndo={() => onUndo(conversation)}
                />
              ) : (
                <ConversationRow
                  key={conversation.id}
                  conversation={conversation}
                  isFocused={conversation.id === restoredId}
                  onChosen={onChosen}
                  onRenamed={conversations.change}
                  onRemove={() => onRemove(conversation)}
                  onProblem={(error) => setProblem(sentenceOf(error))}
                />
              ),
            )}
          </ul>
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
