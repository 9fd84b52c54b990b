/** Within this distance of the end somebody counts as reading the end. */
const AT_END_PX = 48

export interface ScrollPlace {
  top: number
  viewportHeight: number
  contentHeight: number
}

export function isAtEnd({ top, viewportHeight, contentHeight }: ScrollPlace): boolean {
  return contentHeight - viewportHeight - top <= AT_END_PX
}

/**
 * Whether the page goes on following the text. Going up ends it at once, however near the end; going down to the end
 * begins it again; growing text alone changes nothing, nor does a scroll of the page's own that is told of late.
 */
export function followAfterScroll(isFollowing: boolean, before: ScrollPlace, after: ScrollPlace): boolean {
  if (after.top < before.top && after.contentHeight >= before.contentHeight) return false
  return isFollowing || (after.top > before.top && isAtEnd(after))
}
