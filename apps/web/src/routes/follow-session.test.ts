import { QueryClient } from '@tanstack/react-query'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SessionNews } from '../lib/session-channel.ts'
import { abandonSession, endSession } from '../lib/session-end.ts'
import { followSession } from './follow-session.ts'
import type { createAppRouter } from './router.ts'

const otherTab = new BroadcastChannel('coco.session')
const navigate = vi.fn<() => Promise<void>>(() => Promise.resolve())
const invalidate = vi.fn<() => Promise<void>>(() => Promise.resolve())
const state = { location: { pathname: '/c/1' }, isLoading: false, matches: [] as object[] }
let hasLoaded = () => {}
const subscribe = (_: string, listener: () => void) => void (hasLoaded = listener)

followSession({
  router: { state, navigate, invalidate, subscribe } as unknown as ReturnType<typeof createAppRouter>,
  queryClient: new QueryClient(),
})

beforeEach(() => shows('ann', 'alpha'))
afterEach(() => {
  abandonSession()
  vi.clearAllMocks()
  vi.unstubAllGlobals()
})
afterAll(() => otherTab.close())

test.each([
  ['another person', 'bob', 'alpha'],
  ['another tenant', 'ann', 'beta'],
])('a page that hears of %s is begun anew, without the conversation in its address', async (_, who, where) => {
  await tell({ is: 'in use', personId: who, tenantId: where })
  expect(navigate).toHaveBeenCalledWith({ to: '/', replace: true })
})

test('who hears of their own session is left where they are', async () => {
  await tell({ is: 'in use', personId: 'ann', tenantId: 'alpha' })
  expect(navigate).not.toHaveBeenCalled()
})

test('over the page where somebody is asked to sign in again nothing is begun anew', async () => {
  endSession()
  await tell({ is: 'in use', personId: 'bob', tenantId: 'alpha' })
  await tell({ is: 'changed' })
  expect(navigate).not.toHaveBeenCalled()
})

test('a page that is on its way is looked at when it is there', async () => {
  Object.assign(state, { isLoading: true, matches: [] })
  await tell({ is: 'in use', personId: 'ann', tenantId: 'beta' })
  expect(navigate).not.toHaveBeenCalled()
  shows('ann', 'alpha')
  hasLoaded()
  expect(navigate).toHaveBeenCalledOnce()
  hasLoaded()
  expect(navigate).toHaveBeenCalledOnce()
})

test('signing out in another tab leaves nothing of that person in this one', async () => {
  const inTab = storage({
    'coco.draft.ann.alpha.new': 'Not sent',
    'coco.draft.ann.alpha.new-parameters': '{}',
    'coco.draft.bob.alpha.new': "Bob's",
    'coco.limit.alpha': '{}',
    'coco.person': 'ann',
  })
  vi.stubGlobal('sessionStorage', inTab)
  vi.stubGlobal('localStorage', storage({ 'coco.model.ann.alpha': 'a-model' }))
  await tell({ is: 'signed out', personId: 'ann' })
  expect(navigate).toHaveBeenCalledOnce()
  expect(Object.keys(inTab)).toEqual(['coco.draft.bob.alpha.new'])
  expect(Object.keys(localStorage)).toEqual([])
})

function shows(personId: string, tenantId: string) {
  const session = { person: { id: personId }, tenant: { id: tenantId } }
  Object.assign(state, { isLoading: false, matches: [{ context: {} }, { context: { session } }] })
}

/** Messages arrive in order: when the last of them is here, so is this one. */
async function tell(news: SessionNews) {
  const echo = new BroadcastChannel('coco.session')
  const arrived = new Promise((resolve) => echo.addEventListener('message', resolve, { once: true }))
  otherTab.postMessage(news)
  await arrived
  await new Promise((resolve) => setImmediate(resolve))
  echo.close()
}

/** As a browser's: its own keys are what it keeps. */
function storage(kept: Record<string, string>): Storage {
  const removeItem = function (this: Record<string, string>, key: string) {
    delete this[key]
  }
  return Object.assign(Object.create({ removeItem }) as Storage, kept)
}
