import type { SearchHit } from '@coco/shared/conversation-views'
import { keepPreviousData } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { failureOfError } from '../../lib/failure.ts'
import { failureSentence } from '../../lib/failure-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { markHits } from './mark-hits.ts'

/** Nobody needs the hits of a word that is still being typed. */
const PAUSE_MS = 200
const PAGE_SIZE = 20

interface Props {
  query: string
  onChosen: () => void
}

/** Where the words stand in this person's conversations; every hit leads to its message. */
export function SearchResults({ query, onChosen }: Props) {
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
          Try again
        </Button>
      </div>
    )
  }
  return (
    <>
      <p role="status" className="px-2.5 pb-1 text-xs font-medium text-ink-faint">
        {search.data ? countOf(hits.length, search.hasNextPage) : 'Searching…'}
      </p>
      <ul>
        {hits.map((hit) => (
          <li key={`${hit.conversationId} ${hit.messageId}`}>
            <Hit hit={hit} query={settled} onChosen={onChosen} />
          </li>
        ))}
      </ul>
      {search.hasNextPage && (
        <div className="pt-2 text-center">
          <Button look="quiet" onClick={() => void search.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  )
}

function Hit({ hit, query, onChosen }: { hit: SearchHit; query: string; onChosen: () => void }) {
  const { conversationId, messageId, title, snippet } = hit
  return (
    <Link
      to="/c/$conversationId"
      params={{ conversationId }}
      search={messageId ? { message: messageId } : {}}
      onClick={onChosen}
      className="block rounded-md px-2.5 py-2 text-sm transition-colors duration-(--duration-fast) hover:bg-sunken"
    >
      <span dir="auto" className="block truncate font-medium">
        {messageId ? title : <Marked text={title} query={query} />}
      </span>
      {messageId && (
        <span dir="auto" className="mt-0.5 line-clamp-2 text-ink-soft">
          {hit.role === 'user' && <span className="text-ink-faint">You: </span>}
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
  if (count === 0) return 'Nothing found'
  return `${count}${hasMore ? '+' : ''} ${count === 1 ? 'place' : 'places'} found`
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
