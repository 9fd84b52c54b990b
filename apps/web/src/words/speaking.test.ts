import { TRPCClientError } from '@trpc/client'
import { afterEach, expect, test, vi } from 'vitest'
import { errorSentence } from '../lib/error-sentence.ts'
import { account } from './en/account.ts'
import { chooseLanguage, currentLanguage, readLanguageChoice, wordsOf } from './language.ts'

const page = { documentElement: { lang: '' } }
vi.stubGlobal('document', page)
const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
})

afterEach(() => chooseLanguage('system'))

test('a language that is chosen is spoken, marked on the page and kept; the system’s again is as if nobody had chosen (U64)', async () => {
  vi.stubGlobal('navigator', { languages: ['en'] })
  expect(await chooseLanguage('de')).toBe(true)
  expect([currentLanguage(), page.documentElement.lang, readLanguageChoice()]).toEqual(['de', 'de', 'de'])
  expect(wordsOf(account).signOut).toBe('Abmelden')
  await chooseLanguage('system')
  expect([currentLanguage(), page.documentElement.lang, readLanguageChoice()]).toEqual(['en', 'en', 'system'])
  expect(wordsOf(account).signOut).toBe('Sign out')
})

test('what only the server can tell is told in English beside the sentence of the page (U64)', async () => {
  const coco = { code: 'forbidden', message: 'They are the only admin here. Make somebody else an admin first.' }
  const error = new TRPCClientError('', { result: { error: { data: { coco } } } })
  expect(errorSentence(error)).toBe(coco.message)
  await chooseLanguage('de')
  expect(errorSentence(error)).toEqual({ text: 'Das dürfen Sie nicht.', english: coco.message })
})
