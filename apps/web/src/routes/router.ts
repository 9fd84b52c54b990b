import { createRouter } from '@tanstack/react-router'
import { accountRoutes } from './account-routes.ts'
import { chatRoutes } from './chat-route.tsx'
import { linkRoute } from './link-route.ts'
import { type RouterContext, rootRoute } from './root-route.tsx'
import { signInRoute } from './sign-in-route.ts'

/** The page tree. */
export function createAppRouter(context: RouterContext) {
  return createRouter({
    routeTree: rootRoute.addChildren([chatRoutes, signInRoute, linkRoute, accountRoutes]),
    context,
    // A chat sees to its place itself: its end, what was looked for, or where one was.
    scrollRestoration: ({ location }) => !isChat(location.pathname),
  })
}

function isChat(path: string): boolean {
  return path === '/' || path.startsWith('/c/')
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
