import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { failureOfError } from '../lib/failure.ts'
import { rootRoute } from './root-route.tsx'
import { fetchAllWords } from '../words/language.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The secret of a one-time link, moved here from the address. */
    linkToken?: string
  }
}

/**
 * Where a one-time link leads. Its secret is in the fragment, which a browser sends to nobody; it leaves the address
 * before anything else happens, so that it is not in the history or in a picture of the screen. A reload still has it.
 */
export const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/link',
  beforeLoad: ({ location }) => {
    if (location.hash === '') return
    throw redirect({ to: '/link', hash: '', replace: true, state: { linkToken: location.hash } })
  },
  loader: async ({ context, location }) => {
    const token = location.state.linkToken
    await fetchAllWords()
    if (token === undefined) return null
    try {
      // A mutation although it only looks: the secret travels in a body, not in an address that is written down on the way.
      const link = await context.client.links.look.mutate({ token })
      const session = link.asksFor === 'new_password' ? null : await context.utils.session.me.ensureData()
      return { token, link, session }
    } catch (error) {
      const { code } = failureOfError(error)
      if (code === 'link_invalid' || code === 'invalid_input') return null
      throw error
    }
  },
  component: lazyRouteComponent(() => import('./link-page.tsx'), 'LinkPage'),
})
