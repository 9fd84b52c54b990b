import { lazy } from 'react'

/**
 * What a page shows only when something is the matter. It is fetched right after the page, not when it is needed: then the
 * network may be what is the matter.
 */
export const loadTrouble = () => Promise.all([loadArea(), loadLongWait(), loadMissing(), loadRequest()])

const loadArea = () => import('./trouble-area.tsx')
const loadLongWait = () => import('./long-wait.tsx')
const loadMissing = () => import('./missing-conversation.tsx')
const loadRequest = () => import('./access-request-of-tenant.tsx')

export const TroubleArea = lazy(async () => ({ default: (await loadArea()).TroubleArea }))
export const LongWait = lazy(async () => ({ default: (await loadLongWait()).LongWait }))
export const MissingConversation = lazy(async () => ({ default: (await loadMissing()).MissingConversation }))
export const UnreadConversation = lazy(async () => ({ default: (await loadMissing()).UnreadConversation }))
export const AccessRequestOfTenant = lazy(async () => ({ default: (await loadRequest()).AccessRequestOfTenant }))
