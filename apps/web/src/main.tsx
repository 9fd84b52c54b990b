import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './lib/create-api.ts'
import { followOtherTabs } from './lib/preferences.ts'
import { trpc } from './lib/trpc.ts'
import { reloadForMissingPart } from './lib/new-version.ts'
import { followSession } from './routes/follow-session.ts'
import { createAppRouter } from './routes/router.ts'
import { followLanguage, readLanguageChoice, speak } from './words/language.ts'
import './styles/app.css'

const { queryClient, client, utils } = createApi()
const router = createAppRouter({ queryClient, client, utils })

addEventListener('vite:preloadError', () => void reloadForMissingPart())

followSession({ router, queryClient })
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
