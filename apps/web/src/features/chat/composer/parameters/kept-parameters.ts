import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import type { ConversationParameters } from '@coco/shared/answer-parameters'
import { keepInTab } from '../../../../lib/keep-in-tab.ts'

interface Owner {
  personId: string
  tenantId: string
}

/** Beside the unsent text of a new chat, with which signing out takes it away. */
const keyOf = ({ personId, tenantId }: Owner) => `coco.draft.${personId}.${tenantId}.new-parameters`

/** What was set for a chat that is no conversation yet: for this tab, until its first message is sent. */
export function readKeptParameters(owner: Owner): ConversationParameters {
  const kept = sessionStorage.getItem(keyOf(owner))
  return kept === null ? NO_PARAMETERS : { ...NO_PARAMETERS, ...(JSON.parse(kept) as ConversationParameters) }
}

export function keepParameters(owner: Owner, parameters: ConversationParameters) {
  if (isAsUsual(parameters) && parameters.documents === null) sessionStorage.removeItem(keyOf(owner))
  else keepInTab(keyOf(owner), JSON.stringify(parameters))
}

/** But for answers from documents, which have a place of their own. */
export function isAsUsual({ temperature, maxTokens, instructions }: ConversationParameters): boolean {
  return temperature === null && maxTokens === null && instructions === null
}
