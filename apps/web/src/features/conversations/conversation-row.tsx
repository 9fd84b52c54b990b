import type { ConversationSummary } from '@coco/shared/conversation-views'
import { Link } from '@tanstack/react-router'
import { Ellipsis, FileBraces, FileText, PenLine, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { classes } from '../../ui/classes.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { RenameForm } from './rename-form.tsx'

interface Props {
  conversation: ConversationSummary
  /** It has just come back and takes the focus. */
  isFocused: boolean
  onChosen: () => void
  onRenamed: (conversation: ConversationSummary) => void
  onRemove: () => void
  onProblem: (error: unknown) => void
}

/** One conversation: the way to it, whether it is being answered, and what can be done with it. */
export function ConversationRow({ conversation, isFocused, onChosen, onRenamed, onRemove, onProblem }: Props) {
  const { id, title, isAnswering } = conversation
  const { client } = trpc.useUtils()
  const linkRef = useRef<HTMLAnchorElement>(null)
  const [isRenaming, setIsRenaming] = useState(false)

  useEffect(() => {
    if (isFocused) linkRef.current?.focus()
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
        onClick={onChosen}
        activeOptions={{ includeSearch: false }}
        className={classes(
          'touch-target flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md py-1.5 ps-2.5 pe-1 text-sm',
          'aria-[current=page]:font-medium aria-[current=page]:text-accent-strong',
        )}
      >
        <span dir="auto" className="min-w-0 truncate">
          {title}
        </span>
        {isAnswering && (
          <>
            <span aria-hidden className="breathe size-2 shrink-0 rounded-full bg-accent" />
            <span className="sr-only">, an answer is being written</span>
          </>
        )}
      </Link>
      <Menu
        label={`Options for ${title}`}
        align="end"
        trigger={
          <IconButton
            icon={Ellipsis}
            label={`Options for ${title}`}
            className="size-8 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 group-has-aria-[current=page]:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
          />
        }
      >
        {({ MenuItem, MenuLine }) => (
          <>
            <MenuItem onSelect={() => setIsRenaming(true)}>
              <PenLine aria-hidden size={16} strokeWidth={1.75} />
              Rename
            </MenuItem>
            <MenuItem onSelect={() => void save('markdown')}>
              <FileText aria-hidden size={16} strokeWidth={1.75} />
              Export as Markdown
            </MenuItem>
            <MenuItem onSelect={() => void save('json')}>
              <FileBraces aria-hidden size={16} strokeWidth={1.75} />
              Export as JSON
            </MenuItem>
            <MenuLine />
            <MenuItem onSelect={onRemove}>
              <Trash2 aria-hidden size={16} strokeWidth={1.75} />
              Delete
            </MenuItem>
          </>
        )}
      </Menu>
    </li>
  )
}
