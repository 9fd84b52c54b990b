import { useComposerField } from '../features/chat/composer/composer-field.ts'
import { PromptTool } from '../features/prompts/prompt-tool.tsx'

/** The prompts beside the field of the composer. */
export function ComposerPrompts() {
  return <PromptTool field={useComposerField()} />
}
