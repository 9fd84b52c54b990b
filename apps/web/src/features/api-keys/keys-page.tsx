import type { ApiKeyView, NewApiKey } from '@coco/shared/api-keys'
import type { SessionView } from '@coco/shared/identity-views'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { focusPageHeading, PageHeading } from '../../ui/page-heading.tsx'
import { TimeZoneNote } from '../../ui/time-zone-note.tsx'
import { keys as keyWords } from '../../words/en/keys.ts'
import { parts } from '../../words/en/parts.ts'
import { useWords } from '../../words/language.ts'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { isOver, keyActionsId } from './key-facts.ts'
import { KeyRow } from './key-row.tsx'
import { NewKeyDialog } from './new-key-dialog.tsx'
import { RevokeKeyDialog } from './revoke-key-dialog.tsx'
import { RotateKeyDialog } from './rotate-key-dialog.tsx'

type Open =
  | { kind: 'nothing' }
  | { kind: 'create' }
  | { kind: 'rotate' | 'revoke'; apiKey: ApiKeyView }
  | { kind: 'made'; made: NewApiKey; openedBy: string }

const CREATE_ID = 'create-key'

/** The tenant's keys: those that work first, then what is left of those that did. */
export function KeysPage({ session }: { session: SessionView }) {
  const words = useWords(keyWords)
  const { looking } = useWords(parts)
  const keys = trpc.apiKeys.list.useQuery()
  const utils = trpc.useUtils()
  const [open, setOpen] = useState<Open>({ kind: 'nothing' })
  const [outcome, setOutcome] = useState<string | null>(null)
  const close = () => setOpen({ kind: 'nothing' })

  async function showMade(made: NewApiKey, openedBy: string) {
    await utils.apiKeys.list.invalidate()
    setOutcome(null)
    setOpen({ kind: 'made', made, openedBy })
  }

  async function finish(text: string) {
    await utils.apiKeys.list.invalidate()
    flushSync(() => {
      setOutcome(text)
      close()
    })
    // The key's menu, to which the dialog gave the focus back, is about to go.
    focusPageHeading()
  }

  const rows = (some: ApiKeyView[]) => (
    <ul className="divide-y divide-line border-y border-line">
      {some.map((apiKey) => (
        <KeyRow
          key={apiKey.id}
          apiKey={apiKey}
          onRotate={() => setOpen({ kind: 'rotate', apiKey })}
          onRevoke={() => setOpen({ kind: 'revoke', apiKey })}
        />
      ))}
    </ul>
  )
  const working = keys.data?.filter((key) => !isOver(key)) ?? []
  const over = keys.data?.filter(isOver) ?? []

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <PageHeading>{words.keysOf(session.tenant.name)}</PageHeading>
        <Button id={CREATE_ID} look="solid" onClick={() => setOpen({ kind: 'create' })}>
          <Plus aria-hidden size={16} strokeWidth={1.75} />
          {words.createKey}
        </Button>
      </div>
      <div className="mt-5 flex flex-col gap-4">
        <Outcome text={outcome} />
        <Alert text={errorSentence(keys.error)} />
        {keys.isPending && <p className="text-sm text-ink-soft">{looking}</p>}
        {keys.data && working.length === 0 && (
          <p className="rounded-md border border-dashed border-line-strong px-4 py-5 text-ink-soft">
            {words.none(session.tenant.name)}
          </p>
        )}
        {working.length > 0 && rows(working)}
        {over.length > 0 && (
          <details>
            <summary className="min-h-6 cursor-pointer text-sm text-ink-soft">{words.over(over.length)}</summary>
            <div className="mt-2">{rows(over)}</div>
          </details>
        )}
        {keys.data && keys.data.length > 0 && <TimeZoneNote />}
        {/* A page of the server's own, in English, and not of this application. */}
        <a
          href="/docs"
          hrefLang="en"
          className="touch-target inline-flex min-h-6 items-center self-start text-sm text-accent-strong underline underline-offset-2"
        >
          {words.apiPage}
        </a>
      </div>

      {open.kind === 'create' && (
        <CreateKeyDialog openedBy={CREATE_ID} onMade={(made) => void showMade(made, CREATE_ID)} onClose={close} />
      )}
      {open.kind === 'made' && <NewKeyDialog made={open.made} openedBy={open.openedBy} onClose={close} />}
      {open.kind === 'rotate' && (
        <RotateKeyDialog
          apiKey={open.apiKey}
          onMade={(made) => void showMade(made, keyActionsId(open.apiKey))}
          onClose={close}
        />
      )}
      {open.kind === 'revoke' && (
        <RevokeKeyDialog apiKey={open.apiKey} onDone={(text) => void finish(text)} onClose={close} />
      )}
    </>
  )
}
