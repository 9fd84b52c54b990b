import { PromptSummary, PromptView } from '@coco/shared/prompts'
import type { Insider } from '../../store/doors.ts'
import type { StoredPrompt } from './prompt-store.ts'

const OPENING_CHARS = 160

export const mayShare = ({ permissions }: Insider) => permissions.has('share_prompts')

export const mayChange = ({ isShared }: Pick<StoredPrompt, 'isShared'>, viewer: Insider) =>
  !isShared || mayShare(viewer)

/** As the caller may see it: whether they wrote it, and not who else did. */
export function toSummary(prompt: StoredPrompt, viewer: Insider): PromptSummary {
  return PromptSummary.parse(fieldsOf(prompt, viewer))
}

export function toView(prompt: StoredPrompt, viewer: Insider): PromptView {
  return PromptView.parse({ ...fieldsOf(prompt, viewer), text: prompt.content })
}

function fieldsOf(prompt: StoredPrompt, viewer: Insider) {
  const { id, title, isShared } = prompt
  return {
    id,
    title,
    isShared,
    opening: prompt.content.replace(/\s+/gu, ' ').trim().slice(0, OPENING_CHARS).toWellFormed(),
    isOwn: prompt.authorId === viewer.subject,
    mayChange: mayChange(prompt, viewer),
    updatedAt: prompt.updatedAt.toISOString(),
  }
}
