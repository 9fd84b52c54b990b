import type { UploadView } from '@coco/shared/document-views'
import { useEffect, useState } from 'react'
import { trpc } from '../../../lib/trpc.ts'
import { newsOf } from './upload-news.ts'

const LOOK_EVERY_MS = 1_000

/** One's own files on their way. Looked at again only while something is under way, and never in a tab that nobody sees. */
export function useUploads(isEnabled: boolean) {
  const utils = trpc.useUtils()
  const list = trpc.documents.uploads.useQuery(undefined, {
    enabled: isEnabled,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? LOOK_EVERY_MS : false),
  })
  const uploads = list.data ?? NONE
  const keptIds = uploads.flatMap(({ state, id }) => (state === 'done' ? [id] : [])).join(' ')
  // Other people's requests know of a document that has become ready; this page has to ask.
  useEffect(() => {
    if (keptIds === '') return
    void utils.documents.list.invalidate()
    void utils.documents.tags.invalidate()
  }, [keptIds, utils])
  return { list, uploads, news: useNews(list.data) }
}

/** What has just happened, for a polite region. What was so when the page opened is no news. */
function useNews(uploads: readonly UploadView[] | undefined): string | null {
  const [seen, setSeen] = useState(uploads)
  const [news, setNews] = useState<string | null>(null)
  if (uploads !== seen) {
    setSeen(uploads)
    if (seen && uploads) setNews(newsOf(seen, uploads) ?? news)
  }
  return news
}

const isMoving = ({ state }: UploadView) => state === 'reading' || state === 'indexing'

const NONE: readonly UploadView[] = []
