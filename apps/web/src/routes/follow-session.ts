import type { SessionView } from '@coco/shared/identity-views'
import type { QueryClient } from '@tanstack/react-query'
import { onSessionNews, type SessionNews } from '../lib/session-channel.ts'
import { readSessionEnd } from '../lib/session-end.ts'
import { forgetPerson } from './forget-person.ts'
import type { createAppRouter } from './router.ts'
import { shownSession } from './shown-session.ts'

interface Needs {
  router: ReturnType<typeof createAppRouter>
  queryClient: QueryClient
}

/** Another tab signed in, out or over: what this one shows may belong to somebody else. */
export function followSession({ router, queryClient }: Needs) {
  let unchecked: SessionInUse | null = null

  onSessionNews((news) => {
    switch (news.is) {
      case 'signed out':
        forgetPerson(news.personId)
        void lookAgain().finally(() => forgetPerson(news.personId))
        return
      case 'changed':
        if (!isAskedToSignIn()) void lookAgain()
        return
      case 'in use':
        unchecked = news
        if (!isComing()) check()
    }
  })
  router.subscribe('onResolved', check)

  /** The first page that shows somebody's is on its way: what it asked may have been answered before this was so. */
  function isComing() {
    return shownSession(router) === null && (router.state.isLoading || router.state.matches.length === 0)
  }

  function check() {
    const news = unchecked
    unchecked = null
    if (news && !isOf(shownSession(router), news) && !isAskedToSignIn()) void lookAgain()
  }

  async function lookAgain() {
    queryClient.clear()
    // A conversation is one person's in one tenant; under another session there is no such address.
    const isInConversation = router.state.location.pathname.startsWith('/c/')
    await (isInConversation ? router.navigate({ to: '/', replace: true }) : router.invalidate())
  }
}

type SessionInUse = Extract<SessionNews, { is: 'in use' }>

function isOf(shown: SessionView | null, { personId, tenantId }: SessionInUse): boolean {
  return shown?.person.id === personId && shown.tenant.id === tenantId
}

/** Over the page, where that looks for itself who it is by now. */
function isAskedToSignIn(): boolean {
  return readSessionEnd().isEnded
}
