import type { SessionView } from '@coco/shared/identity-views'
import type { ConversationId } from '@coco/shared/ids'
import { useRouter } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { ConversationView } from '../features/chat/conversation-view.tsx'
import { readDraft, writeDraft } from '../features/chat/composer/draft-store.ts'
import { lastModelOf } from '../features/chat/composer/last-model.ts'
import { ParametersButton } from '../features/chat/composer/parameters/parameters-button.tsx'
import { useParameters } from '../features/chat/composer/parameters/use-parameters.ts'
import { type Listed, useSavedConversation } from '../features/chat/use-saved-conversation.ts'
import { useForgetSession } from '../features/identity/use-forget-session.ts'
import { chooseModel, suggestModel } from '../features/models/choose-model.ts'
import { readRememberedModel, rememberModel } from '../features/models/remembered-model.ts'
import { ModelPicker } from '../features/models/model-picker.tsx'
import { insteadOfModels, whyNoModel } from '../features/models/why-no-model.ts'
import { trpc } from '../lib/trpc.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { frame } from '../words/en/frame.ts'
import { parts } from '../words/en/parts.ts'
import { useWords } from '../words/language.ts'
import { paintOtherModel } from './other-model.tsx'
import { ComposerDocuments } from './composer-documents.tsx'
import { ComposerPrompts } from './composer-prompts.tsx'
import { useLeaveEndedSession } from './use-leave-ended-session.ts'

/** How soon a list is asked for again that a call has contradicted. The server keeps its own for two seconds. */
const ASK_AGAIN_MS = 1_000

interface Props {
  personId: SessionView['person']['id']
  tenant: SessionView['tenant']
  /** Null: a chat in which nothing was sent yet. */
  conversationId: ConversationId | null
  listed: Listed
  shownMessageId: string | null
  onMoved: (conversationId: ConversationId | null) => void
  onChanged: () => void
  onNewChat: () => void
  /** Something to say before the chat; null for nothing. */
  notice: string | null
}

/** One tenant's chat: its models and its draft put together with its conversation. */
export function TenantChat({ personId, tenant, notice, ...conversation }: Props) {
  const words = useWords(frame)
  const { tryAgain } = useWords(parts)
  const { conversationId } = conversation
  const router = useRouter()
  const forgetSession = useForgetSession()
  const leaveEndedSession = useLeaveEndedSession()
  const [isListOutdated, setIsListOutdated] = useState(false)
  const models = trpc.models.list.useQuery(undefined, { refetchInterval: isListOutdated && ASK_AGAIN_MS })
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [openedId] = useState(conversationId)
  const { saved, view } = useSavedConversation(conversationId)
  const lastModelId = useMemo(() => (view ? lastModelOf(view) : null), [view])
  // Before it is read nobody knows which model this conversation goes on with.
  const isReading = openedId !== null && openedId === conversationId && saved.isPending
  const list = models.data ?? []
  const owner = { personId, tenantId: tenant.id }
  const model = isReading ? null : chooseModel(list, chosenId, [lastModelId, readRememberedModel(owner)])
  const listStatus = isReading ? 'pending' : models.status
  const { parameters, ofNewChat, save } = useParameters({ ...owner, conversationId })
  const [initialDraft] = useState(() => readDraft({ personId, tenantId: tenant.id, conversationId }))

  const saveDraft = useCallback(
    (draft: string) => writeDraft({ personId, tenantId: tenant.id, conversationId }, draft),
    [personId, tenant.id, conversationId],
  )
  const onTenantChanged = useCallback(async () => {
    await forgetSession()
    await router.invalidate()
  }, [forgetSession, router])

  function onChoose(modelId: string) {
    setChosenId(modelId)
    rememberModel(owner, modelId)
  }

  return (
    <>
      {(notice || models.isError) && (
        <div className="mx-auto w-full max-w-(--container-measure) px-4 pt-4">
          <Notice icon={TriangleAlert} tone="danger">
            <p role="alert">{notice ?? words.modelsNotListed(tenant.name)}</p>
            {models.isError && (
              <Button look="outline" className="mt-2" onClick={() => void models.refetch()}>
                {tryAgain}
              </Button>
            )}
          </Notice>
        </div>
      )}
      <ConversationView
        {...conversation}
        personId={personId}
        tenant={tenant}
        model={model}
        noModelBecause={whyNoModel(listStatus, tenant.name)}
        parametersOfNewChat={ofNewChat}
        searchesDocuments={parameters.documents !== null}
        suggest={(refusedId) => suggestModel(list, refusedId)}
        onChooseModel={onChoose}
        canUseNone={models.isSuccess && list.every(({ access }) => access === 'not_granted')}
        onListOutdated={setIsListOutdated}
        composerTools={
          <>
            <ComposerPrompts />
            <ParametersButton tenantName={tenant.name} parameters={parameters} onSave={save} />
            <ComposerDocuments tenantName={tenant.name} parameters={parameters} onSave={save} />
          </>
        }
        modelPicker={
          model ? (
            <ModelPicker models={list} chosen={model} tenantName={tenant.name} onChoose={onChoose} />
          ) : (
            <span className="px-2.5 text-sm text-ink-faint">{insteadOfModels(listStatus)}</span>
          )
        }
        paintModelMenu={paintOtherModel}
        initialDraft={initialDraft}
        onDraft={saveDraft}
        onSessionEnded={leaveEndedSession}
        onTenantChanged={onTenantChanged}
      />
    </>
  )
}
