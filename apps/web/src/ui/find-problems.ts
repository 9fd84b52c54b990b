import { parts } from '../words/en/parts.ts'
import { wordsOf } from '../words/language.ts'

/** What is wrong with which field, by its name. */
export type Problems = ReadonlyMap<string, string>

/** Asks the browser, which knows every rule that is written on a field, and a set of boxes of which one is needed. */
export function findProblems(form: HTMLFormElement): { problems: Problems; first: HTMLElement | null } {
  const problems = new Map<string, string>()
  let first: HTMLElement | null = null
  for (const element of form.elements) {
    const found = problemOf(element)
    if (!found) continue
    problems.set(found.name, found.sentence)
    first ??= found.focus
  }
  return { problems, first }
}

function problemOf(element: Element): { name: string; sentence: string; focus: HTMLElement } | null {
  if (element instanceof HTMLFieldSetElement) {
    const boxes = [...element.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
    const [box] = boxes
    if (!box || element.dataset.needsOne === undefined || boxes.some(({ checked }) => checked)) return null
    return { name: box.name, sentence: wordsOf(parts).problems.chooseOne, focus: box }
  }
  if (element instanceof HTMLTextAreaElement) {
    const isMissing = element.required && element.value.trim() === ''
    const longest = Number(element.dataset.longest ?? Infinity)
    const sentence = isMissing ? wordsOf(parts).problems.fillIn : tooLong(element.value.length, longest)
    return sentence === null ? null : { name: element.name, sentence, focus: element }
  }
  if (!(element instanceof HTMLInputElement)) return null
  const sentence = sentenceFor(element)
  return sentence === null ? null : { name: element.name, sentence, focus: element }
}

function tooLong(length: number, longest: number): string | null {
  return length > longest ? wordsOf(parts).problems.tooLong(longest, length - longest) : null
}

interface Filled extends Pick<HTMLInputElement, 'type' | 'value' | 'required' | 'minLength' | 'min' | 'max'> {
  validity: Pick<ValidityState, 'badInput' | 'typeMismatch' | 'rangeUnderflow' | 'rangeOverflow' | 'stepMismatch'>
}

/**
 * What to say about a field; null when nothing is wrong. The browser's own sentences would come in its language. It
 * leaves a length unchecked that nobody typed, as a password manager does not, and takes blanks for a name.
 */
export function sentenceFor({ type, value, required, minLength, min, max, validity }: Filled): string | null {
  const words = wordsOf(parts).problems
  const isNumber = type === 'number'
  if (validity.badInput || validity.stepMismatch) return isNumber ? words.wholeNumber : words.date
  if (required && value.trim() === '') return words.fillIn
  if (validity.typeMismatch) return words.email
  if (value !== '' && value.length < minLength) return words.tooShort(minLength)
  if (validity.rangeUnderflow) return isNumber ? words.tooSmall(min) : words.tooEarly(min)
  if (validity.rangeOverflow) return isNumber ? words.tooLarge(max) : words.tooLate(max)
  return null
}
