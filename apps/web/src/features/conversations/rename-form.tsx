import type { ConversationSummary } from '@coco/shared/conversation-views'
import { useEffect, useRef, useState } from 'react'
import { announceConversationChange } from '../../lib/conversation-channel.ts'
import { isEscape } from '../../lib/input-method.ts'
import { trpc } from '../../lib/trpc.ts'
import { conversations } from '../../words/en/conversations.ts'
import { useWords } from '../../words/language.ts'

const TITLE_MAX = 200

interface Props {
  conversation: ConversationSummary
  onRenamed: (conversation: ConversationSummary) => void
  onProblem: (error: unknown) => void
  /** `isByKey`: the focus was in the field and needs another place. */
  onClose: (isByKey: boolean) => void
}

/** The title as a field, in its own place. Enter or leaving keeps what was written, Escape what was there. */
export function RenameForm({ conversation, onRenamed, onProblem, onClose }: Props) {
  const words = useWords(conversations).row
  const utils = trpc.useUtils()
  const fieldRef = useRef<HTMLInputElement>(null)
  const isOver = useRef(false)
  const [title, setTitle] = useState(conversation.title)
  const rename = trpc.conversations.rename.useMutation()

  useEffect(() => {
    // The menu that led here gives the focus back as it closes; this comes after.
    const frame = requestAnimationFrame(() => fieldRef.current?.select())
    return () => cancelAnimationFrame(frame)
  }, [])

  function close(isByKey: boolean, isKept: boolean) {
    if (isOver.current) return
    isOver.current = true
    onClose(isByKey)
    const next = title.trim()
    if (!isKept || next === '' || next === conversation.title) return
    onRenamed({ ...conversation, title: next })
    const conversationId = conversation.id
    rename.mutate(
      { conversationId, title: next },
      {
        onSuccess: (renamed) => {
          onRenamed(renamed)
          void utils.conversations.get.invalidate({ conversationId })
          announceConversationChange(conversationId)
        },
        onError: (error) => {
          onRenamed(conversation)
          onProblem(error)
        },
      },
    )
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        close(true, true)
      }}
    >
      <input
        ref={fieldRef}
        aria-label={words.title}
        value={title}
        maxLength={TITLE_MAX}
        autoComplete="off"
        onChange={(event) => setTitle(event.target.value)}
        onBlur={() => close(false, true)}
        onKeyDown={(event) => {
          if (!isEscape(event.nativeEvent)) return
          event.preventDefault()
          event.stopPropagation()
          close(true, false)
        }}
        className="touch-target min-h-9 w-full rounded-md bg-raised px-2.5 text-sm outline-2 -outline-offset-2 outline-accent pointer-coarse:text-base"
      />
    </form>
  )
}
