import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './lib/create-api.ts'
import { followOtherTabs } from './lib/preferences.ts'
import { trpc } from './lib/trpc.ts'
import { reloadForMissingPart } from './lib/new-version.ts'
import { onSessionChange } from './lib/session-channel.ts'
import { readSessionEnd } from './lib/session-end.ts'
import { createAppRouter } from './routes/router.ts'
import { followLanguage, readLanguageChoice, speak } from './words/language.ts'
import './styles/app.css'

const { queryClient, client, utils } = createApi()
const router = createAppRouter({ queryClient, client, utils })

// Another tab signed in, out or over: what this one shows may belong to somebody else.
onSessionChange((change) => {
  // Where somebody is just asked to sign in again, that looks itself who it is by now.
  if (change === 'resumed' || readSessionEnd().isEnded) return
  queryClient.clear()
  // A conversation is one person's in one tenant; under another session there is no such address.
  const isInConversation = router.state.location.pathname.startsWith('/c/')
  void (isInConversation ? router.navigate({ to: '/', replace: true }) : router.invalidate())
})

addEventListener('vite:preloadError', () => void reloadForMissingPart())

followOtherTabs()
followLanguage()

const element = document.getElementById('app')
if (!element) throw new Error('index.html has no #app')

void speak(readLanguageChoice()).then(() =>
  createRoot(element).render(
    <StrictMode>
      <trpc.Provider client={client} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </trpc.Provider>
    </StrictMode>,
  ),
)
