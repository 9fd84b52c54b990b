import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, type ErrorComponentProps, Outlet } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { failureOfError } from '../lib/failure.ts'
import { failureSentence } from '../lib/failure-sentence.ts'
import type { createTrpcUtils } from '../lib/create-api.ts'
import type { trpc } from '../lib/trpc.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { frame } from '../words/en/frame.ts'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { useOnSessionEnd } from './use-on-session-end.ts'

/** What every route's guard and loader works with. */
export interface RouterContext {
  queryClient: QueryClient
  /** For calls whose answers are nobody else's to keep. */
  client: ReturnType<typeof trpc.createClient>
  utils: ReturnType<typeof createTrpcUtils>
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  errorComponent: BrokenPage,
  notFoundComponent: MissingPage,
})

function Root(): ReactNode {
  const { description } = useWords(frame)
  useEffect(() => {
    document.querySelector('meta[name=description]')?.setAttribute('content', description)
  }, [description])
  useOnSessionEnd('queries')
  return <Outlet />
}

function BrokenPage({ error }: ErrorComponentProps) {
  const { tryAgain } = useWords(parts)
  return (
    <PageNotice sentence={failureSentence(failureOfError(error))}>
      <Button look="outline" className="mt-3" onClick={() => location.reload()}>
        {tryAgain}
      </Button>
    </PageNotice>
  )
}

function MissingPage() {
  const { noSuchPage, toStart } = useWords(frame)
  return (
    <PageNotice sentence={noSuchPage}>
      <Button look="outline" className="mt-3" onClick={() => location.assign('/')}>
        {toStart}
      </Button>
    </PageNotice>
  )
}

/** In place of a page that cannot be shown; `children` is the way on. */
function PageNotice({ sentence, children }: { sentence: string; children: ReactNode }) {
  return (
    <main className="mx-auto max-w-(--container-card) px-4 pt-[20vh]">
      <h1 className="mb-4 font-serif text-xl">Coco</h1>
      <Notice icon={TriangleAlert} tone="danger">
        <p role="alert">{sentence}</p>
        {children}
      </Notice>
    </main>
  )
}
