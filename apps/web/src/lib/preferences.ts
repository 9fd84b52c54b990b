import { useSyncExternalStore } from 'react'

/** What can be chosen, per device; the first of each is what holds until somebody chooses. */
export const PREFERENCES = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'more'],
  motion: ['system', 'reduced'],
  /** What a screen reader is told of an answer: that it has ended, its sentences as they come, or the whole at its end. */
  announce: ['end', 'sentences', 'whole'],
  /** Whether a letter alone may do something. */
  letterShortcuts: [true, false],
} as const

export type PreferenceName = keyof typeof PREFERENCES
export type Preference<Name extends PreferenceName> = (typeof PREFERENCES)[Name][number]

/** These are written on the page's element, for the style sheet; `public/theme.js` does so before the first paint. */
const ON_THE_PAGE: readonly PreferenceName[] = ['theme', 'contrast', 'motion']

/** Where storage is switched off, a choice holds until the page is closed. */
const chosen = new Map<PreferenceName, unknown>()
const listeners = new Set<() => void>()

export function readPreference<Name extends PreferenceName>(name: Name): Preference<Name> {
  if (!chosen.has(name)) chosen.set(name, stored(name))
  return chosen.get(name) as Preference<Name>
}

/** Who calls it is drawn anew when another choice is made, here or in another tab. */
export function usePreference<Name extends PreferenceName>(name: Name): Preference<Name> {
  return useSyncExternalStore(onPreferenceChange, () => readPreference(name))
}

export function choosePreference<Name extends PreferenceName>(name: Name, value: Preference<Name>) {
  try {
    if (value === PREFERENCES[name][0]) localStorage.removeItem(keyOf(name))
    else localStorage.setItem(keyOf(name), String(value))
  } catch {
    // Storage is switched off.
  }
  put(name, value)
}

export function onPreferenceChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Takes over what other tabs of this browser choose, for as long as the page is open. */
export function followOtherTabs() {
  addEventListener('storage', ({ key }) => {
    for (const name of NAMES) if (key === null || key === keyOf(name)) put(name, stored(name))
  })
}

const NAMES = Object.keys(PREFERENCES) as PreferenceName[]

const keyOf = (name: PreferenceName) => `coco.${name}`

function put(name: PreferenceName, value: unknown) {
  chosen.set(name, value)
  if (ON_THE_PAGE.includes(name)) {
    if (value === PREFERENCES[name][0]) delete document.documentElement.dataset[name]
    else document.documentElement.dataset[name] = String(value)
  }
  for (const listener of listeners) listener()
}

function stored(name: PreferenceName): unknown {
  try {
    const text = localStorage.getItem(keyOf(name))
    return choiceOf(name, text)
  } catch {
    return PREFERENCES[name][0] // storage is switched off
  }
}

/** What a stored or typed text means; what is no choice (any more) is as if nobody had chosen. */
export function choiceOf<Name extends PreferenceName>(name: Name, text: string | null): Preference<Name> {
  const choices: readonly Preference<Name>[] = PREFERENCES[name]
  return choices.find((choice) => String(choice) === text) ?? PREFERENCES[name][0]
}
