import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { requireSession } from './require-session.ts'
import { rootRoute } from './root-route.tsx'

/**
 * The frame of every page beside the chat. None of them is fetched before somebody goes there. A page that is loaded so
 * names its return type: inferred, it goes in a circle, from the page to its route's data and back to the page.
 */
const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'account',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import('./account-frame.tsx'), 'AccountFrame'),
})

const getParentRoute = () => accountRoute

export const accountRoutes = accountRoute.addChildren([
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./account-pages.tsx'), 'SettingsRoute'),
  }),
  createRoute({
    getParentRoute,
    path: '/people',
    component: lazyRouteComponent(() => import('./account-pages.tsx'), 'PeopleRoute'),
  }),
  createRoute({
    getParentRoute,
    path: '/keys',
    component: lazyRouteComponent(() => import('./account-pages.tsx'), 'KeysRoute'),
  }),
  createRoute({
    getParentRoute,
    path: '/tenant',
    component: lazyRouteComponent(() => import('./account-pages.tsx'), 'TenantRoute'),
  }),
])
