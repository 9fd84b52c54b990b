import { Search } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { isEscape } from '../../lib/input-method.ts'
import { conversations as section } from '../../words/en/conversations.ts'
import { useWords } from '../../words/language.ts'
import { ConversationItems } from './conversation-items.tsx'
import { SEARCH_ID } from './search-field.ts'
import type { Conversations } from './use-conversation-list.ts'

const SearchResults = lazy(async () => {
  const { SearchResults: component } = await import('./search-results.tsx')
  return { default: component }
})

interface Props {
  conversations: Conversations
  openId: string | null
  unreadIds: ReadonlySet<string>
  /** Over the page, on a narrow screen, instead of beside it. */
  isDrawer: boolean
  onRemoved: (conversationId: string) => void
}

/** Every conversation of this person in this tenant: to be found, opened, renamed, kept as a file and deleted. */
export function Sidebar(props: Props) {
  const { conversations, openId, unreadIds, isDrawer, onRemoved } = props
  const words = useWords(section)
  const [typed, setTyped] = useState('')
  const query = useDeferredValue(typed.trim())
  return (
    <nav aria-label={words.conversations} className="flex h-full min-h-0 flex-col">
      <search className="shrink-0 p-3">
        <label className="field-frame flex items-center gap-2 rounded-md px-2.5">
          <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-ink-faint" />
          <input
            type="search"
            id={SEARCH_ID}
            aria-label={words.search.label}
            placeholder={words.search.placeholder}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (!isEscape(event.nativeEvent) || typed === '') return
              // The first Escape empties the field; only the next one closes what it is in.
              event.preventDefault()
              event.stopPropagation()
              setTyped('')
            }}
            className="touch-target min-h-9 w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-ink-faint pointer-coarse:text-base [&::-webkit-search-cancel-button]:grayscale"
          />
        </label>
      </search>
      <div data-list-scroller className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-4">
        {query === '' ? (
          <ConversationItems
            conversations={conversations}
            openId={openId}
            unreadIds={unreadIds}
            isDrawer={isDrawer}
            onRemoved={onRemoved}
          />
        ) : (
          <Suspense fallback={null}>
            <SearchResults query={query} pinned={conversations.pinned} isDrawer={isDrawer} />
          </Suspense>
        )}
      </div>
    </nav>
  )
}
