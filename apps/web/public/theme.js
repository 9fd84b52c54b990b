// Runs before the first paint, so that what somebody chose never flashes. A file of its own, because the content security
// policy allows no inline script. `src/lib/preferences.ts` writes the same keys.
try {
  const chosen = { theme: ['light', 'dark'], contrast: ['more'], motion: ['reduced'] }
  for (const [name, values] of Object.entries(chosen)) {
    const value = localStorage.getItem(`coco.${name}`)
    if (values.includes(value)) document.documentElement.dataset[name] = value
  }
} catch {
  // Storage is switched off: as the system has it.
}
