import { TAG_MAX, TAGS_MAX } from '@coco/shared/document-limits'

/** These tags and what was typed, as the server keeps them: small letters, one space between words, none twice, not too many. */
export function withTyped(tags: readonly string[], typed: string): string[] {
  const added = typed
    .split(',')
    .map((tag) => tag.trim().replaceAll(/\s+/g, ' ').toLowerCase().slice(0, TAG_MAX).trim())
    .filter((tag) => tag !== '')
  return [...new Set([...tags, ...added])].slice(0, TAGS_MAX)
}
