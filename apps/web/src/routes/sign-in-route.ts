import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { fetchAllWords } from '../words/language.ts'
import { letIn } from './let-in.ts'
import { rootRoute } from './root-route.tsx'

interface Search {
  /** A session was over, and whoever had it was led here. */
  ended?: true
  /** Why the identity provider's answer did not do; see `sign-in-problem.ts`. */
  problem?: string
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ ended, problem }): Search => ({
    ...(ended === true ? { ended } : {}),
    ...(typeof problem === 'string' ? { problem } : {}),
  }),
  beforeLoad: async ({ context, search }) => {
    // What went wrong is not among the first words.
    if (search.problem !== undefined) await fetchAllWords()
    if (await context.utils.session.me.ensureData()) throw redirect({ to: '/' })
    if (search.problem !== undefined) return
    const { provider } = await context.utils.session.options.ensureData()
    // Nothing is shown of a page that is being left.
    if (letIn(provider)) await new Promise<never>(() => {})
  },
  loader: ({ context }) => context.utils.session.options.ensureData(),
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
})
