import type { ScrollPlace } from './follow-scroll.ts'

/** Where the window stands in the page. */
export function readPlace(): ScrollPlace {
  return {
    top: window.scrollY,
    viewportHeight: window.innerHeight,
    contentHeight: document.documentElement.scrollHeight,
  }
}
