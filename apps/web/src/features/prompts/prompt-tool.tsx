import type { PromptSummary } from '@coco/shared/prompts'
import { BookOpenText } from 'lucide-react'
import { useState } from 'react'
import { errorSentence } from '../../lib/error-sentence.ts'
import { trpc } from '../../lib/trpc.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { prompts as section } from '../../words/en/prompts.ts'
import { useWords } from '../../words/language.ts'
import { insertPrompt } from './insert-prompt.ts'
import type { PromptField } from './prompt-field.ts'
import { PickerPanel, SlashPanel } from './prompt-panel.tsx'
import { isSlashOpen } from './slash.ts'

interface State {
  open: 'nothing' | 'slash' | 'picker'
  /** What was in the field when that was decided. */
  draft: string
}

/** The way to the prompts from where one writes: a button, and a slash in an empty field. What is written stays. */
export function PromptTool({ field }: { field: PromptField }) {
  const words = useWords(section)
  const { client } = trpc.useUtils()
  const [{ open, draft }, setState] = useState<State>(() => ({
    // Somebody was quicker than this came.
    open: field.draft === '/' ? 'slash' : 'nothing',
    draft: field.draft,
  }))
  const [problem, setProblem] = useState<string | null>(null)
  if (draft !== field.draft) {
    const isSlash = isSlashOpen(open === 'slash', draft, field.draft)
    setState({ open: isSlash ? 'slash' : open === 'slash' ? 'nothing' : open, draft: field.draft })
  }
  const show = (next: State['open']) => setState({ open: next, draft: field.draft })

  async function choose({ id }: PromptSummary) {
    const isSlash = open === 'slash'
    // What was typed to find it makes room for it; anything else stays.
    const before = isSlash ? '' : field.draft
    const caret = isSlash ? 0 : (field.fieldRef.current?.selectionEnd ?? before.length)
    setProblem(null)
    try {
      const { text } = await client.prompts.get.query({ promptId: id })
      const inserted = insertPrompt(before, caret, text)
      field.write(inserted.text, inserted)
      show('nothing')
    } catch (error) {
      const sentence = errorSentence(error)
      setProblem(typeof sentence === 'string' ? sentence : (sentence?.text ?? null))
    }
  }

  const leave = () => show('nothing')
  function close() {
    leave()
    field.fieldRef.current?.focus()
  }

  return (
    <>
      <IconButton
        icon={BookOpenText}
        label={words.insert}
        data-opens-prompts
        aria-expanded={open === 'picker'}
        onClick={() => show(open === 'picker' ? 'nothing' : 'picker')}
      />
      {problem && (
        <p role="alert" className="text-sm text-danger">
          {problem}
        </p>
      )}
      {open === 'slash' && (
        <SlashPanel field={field} onChoose={(prompt) => void choose(prompt)} onClose={leave} onLeave={leave} />
      )}
      {open === 'picker' && <PickerPanel onChoose={(prompt) => void choose(prompt)} onClose={close} onLeave={leave} />}
    </>
  )
}
