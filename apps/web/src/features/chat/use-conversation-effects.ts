import type { TenantId } from '@coco/shared/ids'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import type { Failure } from '../../lib/failure.ts'
import type { ChatState } from './state/chat-state.ts'
import { loadMarkdown } from './text/use-markdown.ts'
import { keepLimit } from './trouble/kept-limit.ts'
import { loadTrouble } from './trouble/later.tsx'

interface Needs {
  tenantId: TenantId
  state: ChatState
  fieldRef: RefObject<HTMLTextAreaElement | null>
  shownMessageId: string | null
  /** How often somebody has signed in again over the page. */
  resumeCount: number
  /** The last call contradicts the list of models. */
  isOutdated: boolean
  /** The last one of each way to the server; each is told of when it comes, whatever the others say. */
  failures: { refused: Failure | null; found: Failure | null }
  onDraft: (draft: string) => void
  onListOutdated: (isOutdated: boolean) => void
  onSessionEnded: () => Promise<void>
  onTenantChanged: () => Promise<void>
}

/** What a conversation does beside the page: where the focus is, what the tab keeps, and what the rest of the page is told. */
export function useConversationEffects(needs: Needs) {
  const { tenantId, fieldRef, shownMessageId, resumeCount, isOutdated, failures, onDraft, onListOutdated } = needs
  const { draft, refusal, limitedUntilMs } = needs.state

  useEffect(() => {
    const isKept = document.activeElement?.closest('[data-keeps-focus]')
    if (shownMessageId === null && !isKept) fieldRef.current?.focus()
    void loadMarkdown()
    void loadTrouble()
  }, [shownMessageId, fieldRef])
  useEffect(() => {
    if (resumeCount > 0) fieldRef.current?.focus()
  }, [resumeCount, fieldRef])

  useEffect(() => onDraft(draft), [draft, onDraft])
  useEffect(() => {
    if (refusal !== null && limitedUntilMs !== null) keepLimit(tenantId, refusal, limitedUntilMs)
  }, [tenantId, refusal, limitedUntilMs])
  useEffect(() => onListOutdated(isOutdated), [isOutdated, onListOutdated])

  const onFailure = useEffectEvent((failure: Failure | null) => {
    if (failure?.code === 'not_signed_in') void needs.onSessionEnded()
    if (failure?.code === 'tenant_changed') void needs.onTenantChanged()
  })
  useEffect(() => onFailure(failures.refused), [failures.refused])
  useEffect(() => onFailure(failures.found), [failures.found])
}
