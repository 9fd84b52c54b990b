import { useSyncExternalStore } from 'react'
import type { German } from './german.ts'
import { type Language, LANGUAGES } from './languages.ts'
import type { Section, Translation } from './section.ts'

/** Each by the name that its own speakers look for. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' }
/** `system`: what the browser prefers, of what there is. */
export type LanguageChoice = Language | 'system'

const KEY = 'coco.language'

let language: Language = 'en'
let german: Partial<German> | null = null
const listeners = new Set<() => void>()

export function currentLanguage(): Language {
  return language
}

/** The words of a section in the language of the page, for what is not a component. A component calls `useWords`. */
export function wordsOf<W>({ name, english }: Section<W>): Translation<W> {
  if (language === 'en' || german === null) return english as Translation<W>
  return (german[name as keyof German] ?? english) as Translation<W>
}

/** The words of a section in the language of the page; who calls it is drawn anew when that changes. */
export function useWords<W>(section: Section<W>): Translation<W> {
  useLanguage()
  return wordsOf(section)
}

export function useLanguage(): Language {
  useSyncExternalStore(onLanguageChange, presentWords, presentWords)
  return language
}

/** Another object when more words are there: those who show some are drawn anew then, too. */
const presentWords = () => (language === 'de' ? german : null)

function onLanguageChange(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function readLanguageChoice(): LanguageChoice {
  try {
    return LANGUAGES.find((one) => one === localStorage.getItem(KEY)) ?? 'system'
  } catch {
    return 'system' // storage is switched off
  }
}

/** False: its words could not be fetched, and the page stays in English. */
export async function chooseLanguage(choice: LanguageChoice): Promise<boolean> {
  try {
    if (choice === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, choice)
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
  // All at once: whoever chooses is on a page that is not the first.
  if (languageOf(choice) === 'de')
    german = await import('./german.ts').then(
      ({ GERMAN }) => GERMAN,
      () => german,
    )
  return speak(choice)
}

function languageOf(choice: LanguageChoice): Language {
  return choice === 'system' ? preferredOf(navigator.languages) : choice
}

/** Fetches the words that are needed and marks the page with its language. English is always there. */
export async function speak(choice: LanguageChoice): Promise<boolean> {
  const wanted = languageOf(choice)
  // Without its words the page stays readable in English.
  if (wanted === 'de') {
    german ??= await import('./german-first.ts').then(
      ({ GERMAN_FIRST }) => GERMAN_FIRST,
      () => null,
    )
    void fetchAllWords()
  }
  language = wanted === 'de' && german === null ? 'en' : wanted
  document.documentElement.lang = language
  for (const listener of listeners) listener()
  return language === wanted
}

/** For what is not an empty chat or signing in: until its words are there. Where they cannot be had, those stay in English. */
export async function fetchAllWords(): Promise<void> {
  if (language !== 'de' && german === null) return
  const all = await import('./german.ts').catch(() => null)
  if (all === null || german === all.GERMAN) return
  german = all.GERMAN
  for (const listener of listeners) listener()
}

/** Speaks as another tab was told to, or as the browser prefers by now, for as long as the page is open. */
export function followLanguage() {
  const again = () => void speak(readLanguageChoice())
  addEventListener('languagechange', again)
  addEventListener('storage', ({ key }) => {
    if (key === null || key === KEY) again()
  })
}

/** The first language of the browser's list that there is, in any of its regions; English if there is none. */
export function preferredOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const found = LANGUAGES.find((one) => tag.toLowerCase().split('-')[0] === one)
    if (found) return found
  }
  return 'en'
}
