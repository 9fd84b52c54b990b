/**
 * Remembers where an element stands in the window.
 * @returns what makes it stand there again when something has come above it. Browsers do that by themselves in some places:
 * not at the very top of a page, and Safari nowhere
 */
export function keepInPlace(element: Element): () => void {
  const top = element.getBoundingClientRect().top
  return () => {
    const movedPx = element.getBoundingClientRect().top - top
    if (element.isConnected && Math.abs(movedPx) >= 1) window.scrollBy({ top: movedPx, behavior: 'instant' })
  }
}
