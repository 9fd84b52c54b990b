import { createRouter } from '@tanstack/react-router'
import { chatRoute } from './chat-route.tsx'
import { type RouterContext, rootRoute } from './root-route.tsx'
import { signInRoute } from './sign-in-route.tsx'

/** The page tree. */
export function createAppRouter(context: RouterContext) {
  return createRouter({ routeTree: rootRoute.addChildren([chatRoute, signInRoute]), context })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
