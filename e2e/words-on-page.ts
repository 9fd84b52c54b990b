import { readdirSync } from 'node:fs'
import type { Page } from '@playwright/test'

type Sentence = string | ((...parts: unknown[]) => string)
interface Words {
  readonly [key: string]: Sentence | Words
}

/** By its address: the words of the page are what is looked for; nothing of the app runs here. */
const WORDS = new URL('../apps/web/src/words/', import.meta.url)

/** What the page says in one language and not in the other, as something to find it with. */
interface Vocabulary {
  words: Set<string>
  sentences: RegExp[]
}

/** The words of both languages, as the page has them. */
export async function readVocabularies(): Promise<{ english: Vocabulary; german: Vocabulary }> {
  const english: Words[] = []
  for (const file of readdirSync(new URL('en/', WORDS))) {
    const exported = Object.values((await import(new URL(`en/${file}`, WORDS).href)) as Record<string, unknown>)
    for (const { english: words } of exported as { english: Words }[]) english.push(words)
  }
  const { GERMAN } = (await import(new URL('german.ts', WORDS).href)) as { GERMAN: Record<string, Words> }
  const inEnglish = english.flatMap(allOf)
  const inGerman = Object.values(GERMAN).flatMap(allOf)
  return { english: without(inEnglish, inGerman), german: without(inGerman, inEnglish) }
}

/** What stands on the page, or names something on it, and is of this language alone. */
export async function foundOnPage(page: Page, { words, sentences }: Vocabulary): Promise<string[]> {
  const texts = await textsOf(page)
  return texts.filter((text) => words.has(text) || sentences.some((sentence) => sentence.test(text)))
}

/** Every text and every name, each once; but what a person or a model wrote, and what says itself that it is English. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set([document.title, document.querySelector('meta[name=description]')?.getAttribute('content')])
    const isForeign = (element: Element | null) =>
      Boolean(element?.closest('body [lang], article .prose, script, style'))
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode as Text
      if (!isForeign(parentElement)) found.add(data.trim())
    }
    const attributes = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt']
    for (const attribute of attributes)
      for (const element of document.body.querySelectorAll(`[${attribute}]`))
        if (!isForeign(element)) found.add(element.getAttribute(attribute)?.trim())
    return [...found].filter((text): text is string => Boolean(text))
  })
}

function allOf(words: Words): Sentence[] {
  return Object.values(words).flatMap((value) => (typeof value === 'object' ? allOf(value) : [value]))
}

function without(these: Sentence[], others: Sentence[]): Vocabulary {
  const inBoth = new Set(others.filter((one) => typeof one === 'string').map((one) => one.trim()))
  const words = these.filter((one) => typeof one === 'string').map((one) => one.trim())
  return {
    words: new Set(words.filter((word) => /\p{L}{2}/u.test(word) && !inBoth.has(word))),
    sentences: these.filter((one) => typeof one === 'function').flatMap(patternOf),
  }
}

/** A sentence with gaps, as what matches it whatever stands in them; none where too little stands around the gaps. */
function patternOf(sentence: (...parts: unknown[]) => string): RegExp[] {
  const gap = '\uE000'
  // A part may be a text or several of them under names.
  const part = new Proxy({}, { get: (_, key) => (key === Symbol.toPrimitive ? () => gap : gap) })
  try {
    const pieces = sentence(...Array.from({ length: 5 }, () => part)).split(gap)
    if (!/\p{L}{3,}\P{L}+\p{L}{2,}/u.test(pieces.join(' '))) return []
    return [new RegExp(`^${pieces.map((piece) => escaped(piece.trim())).join('.+')}$`, 's')]
  } catch {
    return [] // it counts or compares: `counted(…)`
  }
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
