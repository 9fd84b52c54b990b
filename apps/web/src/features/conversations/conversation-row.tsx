import type { ConversationSummary } from '@coco/shared/conversation-views'
import { Link } from '@tanstack/react-router'
import { Ellipsis, FileBraces, FileText, PenLine, Pin, PinOff, Trash2 } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { conversations } from '../../words/en/conversations.ts'
import { useWords } from '../../words/language.ts'
import { RenameForm } from './rename-form.tsx'

interface Props {
  conversation: ConversationSummary
  isPinned: boolean
  /** An answer was written in it that nobody has seen yet. */
  isUnread: boolean
  /** It has just come to this place and takes the focus. */
  isFocused: boolean
  isDrawer: boolean
  onFocused: () => void
  onRenamed: (conversation: ConversationSummary) => void
  onPin: () => void
  onRemove: () => void
  onProblem: (error: unknown) => void
}

/** One conversation: the way to it, whether it is being answered, and what can be done with it. */
export function ConversationRow(props: Props) {
  const { conversation, isPinned, isUnread, isFocused, isDrawer, onFocused, onRenamed, onPin, onRemove, onProblem } =
    props
  const words = useWords(conversations).row
  const { id, title, isAnswering } = conversation
  const { client } = trpc.useUtils()
  const linkRef = useRef<HTMLAnchorElement>(null)
  const PinIcon = isPinned ? PinOff : Pin
  const [isRenaming, setIsRenaming] = useState(false)

  const onFocusedNow = useEffectEvent(onFocused)
  useEffect(() => {
    if (!isFocused) return
    // The menu that led here gives the focus back as it closes; this comes after.
    const frame = requestAnimationFrame(() => {
      linkRef.current?.focus()
      onFocusedNow()
    })
    return () => cancelAnimationFrame(frame)
  }, [isFocused])

  async function save(format: 'markdown' | 'json') {
    try {
      const { saveFile } = await import('./save-file.ts')
      saveFile(await client.conversations.export.query({ conversationId: id, format }))
    } catch (error) {
      onProblem(error)
    }
  }

  if (isRenaming) {
    return (
      <li>
        <RenameForm
          conversation={conversation}
          onRenamed={onRenamed}
          onProblem={onProblem}
          onClose={(isByKey) => {
            setIsRenaming(false)
            if (isByKey) requestAnimationFrame(() => linkRef.current?.focus())
          }}
        />
      </li>
    )
  }
  return (
    <li className="group relative flex items-center rounded-md transition-colors duration-(--duration-fast) hover:bg-sunken has-aria-[current=page]:bg-accent-soft">
      <Link
        ref={linkRef}
        to="/c/$conversationId"
        params={{ conversationId: id }}
        replace={isDrawer}
        activeOptions={{ includeSearch: false }}
        className={classes(
          'touch-target flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md py-1.5 ps-2.5 pe-1 text-sm',
          'aria-[current=page]:font-medium aria-[current=page]:text-accent-strong forced-colors:aria-[current=page]:underline',
        )}
      >
        <span dir="auto" className={classes('min-w-0 truncate', isUnread && 'font-medium')}>
          {title}
        </span>
        <AnswerMark isAnswering={isAnswering} isUnread={isUnread} />
      </Link>
      <Menu
        label={words.options(title)}
        align="end"
        trigger={
          <IconButton
            icon={Ellipsis}
            label={words.options(title)}
            className="size-8 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 group-has-aria-[current=page]:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          />
        }
      >
        {({ MenuItem, MenuLine }) => (
          <>
            <MenuItem onSelect={() => setIsRenaming(true)}>
              <PenLine aria-hidden size={16} strokeWidth={1.75} />
              {words.rename}
            </MenuItem>
            <MenuItem onSelect={onPin}>
              <PinIcon aria-hidden size={16} strokeWidth={1.75} />
              {isPinned ? words.unpin : words.pin}
            </MenuItem>
            <MenuItem onSelect={() => void save('markdown')}>
              <FileText aria-hidden size={16} strokeWidth={1.75} />
              {words.asMarkdown}
            </MenuItem>
            <MenuItem onSelect={() => void save('json')}>
              <FileBraces aria-hidden size={16} strokeWidth={1.75} />
              {words.asJson}
            </MenuItem>
            <MenuLine />
            <MenuItem onSelect={onRemove}>
              <Trash2 aria-hidden size={16} strokeWidth={1.75} />
              {words.delete}
            </MenuItem>
          </>
        )}
      </Menu>
    </li>
  )
}

/** A ring that breathes while an answer is written, a dot when it is there and nobody has seen it; both in words, too. */
function AnswerMark({ isAnswering, isUnread }: { isAnswering: boolean; isUnread: boolean }) {
  const words = useWords(conversations).row
  if (!isAnswering && !isUnread) return null
  return (
    <>
      <span
        aria-hidden
        className={classes(
          'size-2.5 shrink-0 rounded-full border-2 border-accent forced-color-adjust-none',
          isAnswering ? 'breathe' : 'bg-accent',
        )}
      />
      <span className="sr-only">{isAnswering ? words.beingAnswered : words.answerReady}</span>
    </>
  )
}
