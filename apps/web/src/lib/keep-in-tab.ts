/** For this tab, over a reload. */
export function keepInTab(key: string, text: string) {
  try {
    sessionStorage.setItem(key, text)
  } catch {
    // Storage is switched off, or this is more than a browser keeps for a tab, some megabytes: what was kept last stays.
  }
}

export function forgetInTab(prefix: string) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key)
}
