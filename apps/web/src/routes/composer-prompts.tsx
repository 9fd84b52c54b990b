import { lazy, Suspense } from 'react'
import { useComposerField } from '../features/chat/composer/composer-field.ts'

/** One can write before it is there. */
const PromptTool = lazy(async () => {
  const { PromptTool: component } = await import('../features/prompts/prompt-tool.tsx')
  return { default: component }
})

/** The prompts beside the field of the composer; until they come their place is kept. */
export function ComposerPrompts() {
  const field = useComposerField()
  return (
    <Suspense fallback={<span aria-hidden className="touch-target size-9 shrink-0" />}>
      <PromptTool field={field} />
    </Suspense>
  )
}
