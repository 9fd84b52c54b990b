import { expect, test } from 'vitest'
import { languageOfText } from './language-of-text.ts'

test.each([
  ['Plain words, “quoted” — and → more', undefined],
  ['Grüße aus Köln', undefined],
  ['שלום עולם וגם English', 'he'],
  ['English with one שלום', undefined],
  ['مرحبا بالعالم', 'ar'],
  ['سلام چطوری', 'fa'],
  ['Привет, мир', 'ru'],
  ['Привіт, світе', 'uk'],
  ['你好，世界', 'zh'],
  ['こんにちは世界', 'ja'],
  ['안녕하세요', 'ko'],
])('“%s” is marked as %s (U64)', (text, language) => {
  expect(languageOfText(text)).toBe(language)
})
