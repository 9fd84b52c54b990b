import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { DocumentsAddress } from '../features/documents/documents-place.ts'
import { requireSession } from './require-session.ts'
import { rootRoute } from './root-route.tsx'
import { fetchAllWords } from '../words/language.ts'

/** The frame of every page beside the chat. None of them is fetched before somebody goes there. */
const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'account',
  beforeLoad: async ({ context }) => {
    const [found] = await Promise.all([requireSession({ context }), fetchAllWords()])
    return found
  },
  component: lazyRouteComponent(() => import('./account-frame.tsx'), 'AccountFrame'),
})

const settingsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./account-pages.tsx'), 'SettingsRoute'),
})

const promptsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/prompts',
  component: lazyRouteComponent(() => import('./account-pages.tsx'), 'PromptsRoute'),
})

const documentsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/documents',
  // What somebody may have typed is read with care where the page is: this file is part of the first screen.
  validateSearch: (search): DocumentsAddress => search,
  component: lazyRouteComponent(() => import('./documents-pages.tsx'), 'DocumentsRoute'),
})

const documentRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/documents/$documentId',
  /** A passage of the document by its position, from 0. */
  validateSearch: (search): { passage?: number } => search,
  component: lazyRouteComponent(() => import('./documents-pages.tsx'), 'DocumentRoute'),
})

const peopleRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('./account-pages.tsx'), 'PeopleRoute'),
})

const keysRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('./account-pages.tsx'), 'KeysRoute'),
})

const tenantRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/tenant',
  component: lazyRouteComponent(() => import('./account-pages.tsx'), 'TenantRoute'),
})

// Made outside of the call: within it, their types become `any`, and with them those of every route.
export const accountRoutes = accountRoute.addChildren([
  settingsRoute,
  promptsRoute,
  documentsRoute,
  documentRoute,
  peopleRoute,
  keysRoute,
  tenantRoute,
])
