// Runs before the first paint, so that a chosen theme never flashes. A file of its own, because the content security
// policy allows no inline script. `src/lib/theme.ts` writes the same key.
try {
  const theme = localStorage.getItem('coco.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is switched off: the system's theme it is.
}
