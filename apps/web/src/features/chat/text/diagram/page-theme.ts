const DARK = '(prefers-color-scheme: dark)'

/** How the page looks, by the person's choice or else the system's. */
export function isPageDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'dark' || (chosen !== 'light' && matchMedia(DARK).matches)
}

export function onPageThemeChange(listener: () => void): () => void {
  const system = matchMedia(DARK)
  const page = new MutationObserver(listener)
  system.addEventListener('change', listener)
  page.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => {
    system.removeEventListener('change', listener)
    page.disconnect()
  }
}
