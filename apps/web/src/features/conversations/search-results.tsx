import type { ConversationSummary, SearchHit } from '@coco/shared/conversation-views'
import { keepPreviousData } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { Pin } from 'lucide-react'
import { useEffect, useState } from 'react'
import { failureOfError } from '../../lib/failure.ts'
import { failureSentence } from '../../lib/failure-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { conversations as section } from '../../words/en/conversations.ts'
import { currentLanguage, useWords, wordsOf } from '../../words/language.ts'
import { markHits } from './mark-hits.ts'

/** Nobody needs the hits of a word that is still being typed. */
const PAUSE_MS = 200
const PAGE_SIZE = 20

interface Props {
  query: string
  pinned: readonly ConversationSummary[]
  isDrawer: boolean
}

/** Where the words stand in this person's conversations; every hit leads to its message. */
export function SearchResults({ query, pinned, isDrawer }: Props) {
  const words = useWords(section)
  const settled = useSettled(query)
  const search = trpc.conversations.search.useInfiniteQuery(
    { query: settled, limit: PAGE_SIZE },
    { getNextPageParam: (page) => page.nextCursor, placeholderData: keepPreviousData },
  )
  const hits = search.data?.pages.flatMap((page) => page.hits) ?? []

  if (search.error) {
    return (
      <div role="alert" className="px-2.5 py-3 text-sm text-ink-soft">
        <p>{failureSentence(failureOfError(search.error))}</p>
        <Button look="outline" className="mt-2" onClick={() => void search.refetch()}>
          {words.tryAgain}
        </Button>
      </div>
    )
  }
  return (
    <>
      <p role="status" className="px-2.5 pb-1 text-xs font-medium text-ink-faint">
        {search.data ? countOf(hits.length, search.hasNextPage) : words.search.searching}
      </p>
      <ul>
        {hits.map((hit) => (
          <li key={`${hit.conversationId} ${hit.messageId}`}>
            <Hit
              hit={hit}
              isPinned={pinned.some(({ id }) => id === hit.conversationId)}
              query={settled}
              isDrawer={isDrawer}
            />
          </li>
        ))}
      </ul>
      {search.hasNextPage && (
        <div className="pt-2 text-center">
          <Button look="quiet" onClick={() => void search.fetchNextPage()}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  )
}

interface HitProps {
  hit: SearchHit
  isPinned: boolean
  query: string
  isDrawer: boolean
}

function Hit({ hit, isPinned, query, isDrawer }: HitProps) {
  const words = useWords(section)
  const { conversationId, messageId, title, snippet } = hit
  const isHere = useLocation({ select: ({ href }) => messageId !== null && href.endsWith(messageId) })
  return (
    <Link
      to="/c/$conversationId"
      params={{ conversationId }}
      search={messageId ? { message: messageId } : {}}
      // Whoever has read on from there and comes once more is led there again.
      state={() => ({ lookedForAt: Date.now() })}
      replace={isDrawer || isHere}
      className="block rounded-md px-2.5 py-2 text-sm transition-colors duration-(--duration-fast) hover:bg-sunken"
    >
      <span className="flex items-center gap-1.5">
        <span dir="auto" className="truncate font-medium">
          {messageId ? title : <Marked text={title} query={query} />}
        </span>
        {isPinned && (
          <>
            <Pin aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-ink-faint" />
            <span className="sr-only">{words.row.pinned}</span>
          </>
        )}
      </span>
      {messageId && (
        <span dir="auto" className="mt-0.5 line-clamp-2 text-ink-soft">
          {hit.role === 'user' && <span className="text-ink-faint">{words.search.you}</span>}
          <Marked text={snippet} query={query} />
        </span>
      )}
    </Link>
  )
}

function Marked({ text, query }: { text: string; query: string }) {
  return markHits(text, query).map((part) =>
    part.isHit ? (
      <mark key={part.at} className="rounded-xs bg-notice-soft text-ink">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  )
}

function countOf(count: number, hasMore: boolean): string {
  const words = wordsOf(section).search
  const language = currentLanguage()
  if (count === 0) return words.nothing
  return hasMore ? words.foundMore(new Intl.NumberFormat(language).format(count)) : words.found(language, count)
}

/** The value as it was last left alone for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
