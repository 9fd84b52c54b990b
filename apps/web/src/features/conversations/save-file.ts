import type { ConversationExport } from '@coco/shared/conversation-views'

/** Hands a text to the browser as a download. */
export function saveFile({ fileName, mediaType, text }: ConversationExport) {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  URL.revokeObjectURL(url)
}
