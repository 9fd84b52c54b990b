import type { SessionView } from '@coco/shared/identity-views'
import type { PromptSummary, PromptView } from '@coco/shared/prompts'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import { prompts as section } from '../../words/en/prompts.ts'
import { useWords } from '../../words/language.ts'
import { findPrompts } from './find-prompts.ts'
import { fullSentence } from './full-sentence.ts'
import { PromptDialog } from './prompt-dialog.tsx'
import { DeletedPrompt, PromptRow, promptActionsId } from './prompt-row.tsx'

type Open = { kind: 'nothing' } | { kind: 'create' } | { kind: 'edit'; prompt: PromptView }

const CREATE_ID = 'write-prompt'
/** With fewer there is nothing to look for. */
const SEARCHED_FROM = 8

/** The prompts somebody can ask with: their own, and those that the tenant shares. */
export function PromptsPage({ session }: { session: SessionView }) {
  const words = useWords(section)
  const utils = trpc.useUtils()
  const list = trpc.prompts.list.useQuery()
  const remove = trpc.prompts.remove.useMutation()
  const restore = trpc.prompts.restore.useMutation()
  const [open, setOpen] = useState<Open>({ kind: 'nothing' })
  const [typed, setTyped] = useState('')
  const [outcome, setOutcome] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  /** Why what was deleted does not come back. */
  const [full, setFull] = useState<string | null>(null)
  /** Keeps its place, with the way back, until another one goes. */
  const [deleted, setDeleted] = useState<PromptSummary | null>(null)
  const tenantName = session.tenant.name
  const all = inPlace(list.data ?? [], deleted)
  const found = findPrompts(all, typed)

  /** What is asked of the server for a prompt; what goes wrong stands above the list. */
  async function attempt(work: () => Promise<void>) {
    setFailure(null)
    setFull(null)
    try {
      await work()
    } catch (error) {
      setFailure(error)
    }
  }

  const edit = ({ id }: PromptSummary) =>
    attempt(async () => setOpen({ kind: 'edit', prompt: await utils.client.prompts.get.query({ promptId: id }) }))

  const onDelete = (prompt: PromptSummary) =>
    attempt(async () => {
      await remove.mutateAsync({ promptId: prompt.id })
      setOutcome(null)
      setDeleted(prompt)
      await utils.prompts.list.invalidate()
    })

  const onUndo = (prompt: PromptSummary) =>
    attempt(async () => {
      const restored = await restore.mutateAsync({ promptId: prompt.id })
      if (restored.outcome === 'full') return setFull(fullSentence(words.full, restored))
      await utils.prompts.list.invalidate()
      flushSync(() => setDeleted(null))
      document.getElementById(promptActionsId(prompt))?.focus()
    })

  async function onKept({ title }: PromptView) {
    await utils.prompts.list.invalidate()
    setOutcome(words.kept(title))
    setOpen({ kind: 'nothing' })
  }

  const rows = (some: PromptSummary[]) => (
    <ul className="divide-y divide-line border-y border-line">
      {some.map((prompt) =>
        prompt.id === deleted?.id ? (
          <DeletedPrompt key={`deleted ${prompt.id}`} title={prompt.title} onUndo={() => void onUndo(prompt)} />
        ) : (
          <PromptRow
            key={prompt.id}
            prompt={prompt}
            onEdit={() => void edit(prompt)}
            onDelete={() => void onDelete(prompt)}
          />
        ),
      )}
    </ul>
  )
  const groups = [
    { name: words.yours, prompts: found.filter(({ isShared }) => !isShared) },
    { name: words.shared(tenantName), prompts: found.filter(({ isShared }) => isShared) },
  ].filter(({ prompts }) => prompts.length > 0)

  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <PageHeading>{words.heading}</PageHeading>
        <Button id={CREATE_ID} look="solid" onClick={() => setOpen({ kind: 'create' })}>
          <Plus aria-hidden size={16} strokeWidth={1.75} />
          {words.write}
        </Button>
      </div>
      <p className="mt-3 text-ink-soft">{words.intro}</p>
      <div className="mt-5 flex flex-col gap-4">
        <Outcome text={outcome} />
        <Alert text={full ?? errorSentence(failure ?? list.error)} />
        {list.isPending && <p className="text-sm text-ink-soft">{words.loading}</p>}
        {list.data && all.length === 0 && (
          <p className="rounded-md border border-dashed border-line-strong px-4 py-5 text-ink-soft">{words.none}</p>
        )}
        {(all.length >= SEARCHED_FROM || typed !== '') && (
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="field-frame touch-target min-h-11 w-full rounded-md px-3 outline-none placeholder:text-ink-faint"
          />
        )}
        {all.length > 0 && groups.length === 0 && (
          <p role="status" className="text-ink-soft">
            {words.noneOfThatName}
          </p>
        )}
        {groups.map(({ name, prompts }) => (
          <section key={name} aria-label={name}>
            <h2 className="mb-2 text-sm font-medium text-ink-soft">{name}</h2>
            {rows(prompts)}
          </section>
        ))}
      </div>
      {open.kind !== 'nothing' && (
        <PromptDialog
          prompt={open.kind === 'edit' ? open.prompt : null}
          tenantName={tenantName}
          mayShare={session.permissions.includes('share_prompts')}
          openedBy={open.kind === 'edit' ? promptActionsId(open.prompt) : CREATE_ID}
          onKept={(prompt) => void onKept(prompt)}
          onClose={() => setOpen({ kind: 'nothing' })}
        />
      )}
    </>
  )
}

/** With the one that was just deleted where it stood. */
function inPlace(prompts: readonly PromptSummary[], deleted: PromptSummary | null): PromptSummary[] {
  const left = prompts.filter(({ id }) => id !== deleted?.id)
  if (deleted === null) return left
  const next = left.findIndex(({ title }) => COLLATOR.compare(title, deleted.title) > 0)
  return left.toSpliced(next === -1 ? left.length : next, 0, deleted)
}

/** As the server sorts. */
const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
