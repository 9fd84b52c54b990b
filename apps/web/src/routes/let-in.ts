import type { SignInOptions } from '@coco/shared/identity-views'

type Provider = SignInOptions['provider']

const KEY = 'coco.let-in'

/** Nobody is let in again by a page that is on its way to where they sign out. */
let isSigningOut = false

/**
 * Whoever comes through a provider in front of Coco is signed in there already, so they press nothing: goes for their session,
 * once until there is one. A browser that keeps no cookies would go round for ever; where nothing can be remembered it does
 * not begin. Gives whether the page is being left.
 */
export function letIn(provider: Provider): boolean {
  if (!provider?.inFront || isSigningOut || !isFirstTime()) return false
  location.replace(provider.path)
  return true
}

/** There is a session: after its end they may be let in again. */
export function haveBeenLetIn() {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

/** Signing out of Coco alone would be undone by the next page. Gives whether the page is being left. */
export function signOutInFront(provider: Provider): boolean {
  if (!provider?.inFront) return false
  isSigningOut = true
  location.assign(provider.inFront.signOutPath)
  return true
}

function isFirstTime(): boolean {
  try {
    if (sessionStorage.getItem(KEY) === 'asked') return false
    sessionStorage.setItem(KEY, 'asked')
    return true
  } catch {
    return false
  }
}
