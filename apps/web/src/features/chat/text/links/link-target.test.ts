import { expect, test } from 'vitest'
import { hasDirection, linkTarget } from './link-target.ts'

test.each([
  ['https://docs.example/a', 'our docs', null],
  ['https://docs.example/a', 'https://docs.example/a', null],
  ['https://www.docs.example/a', 'docs.example', null],
  ['https://api.docs.example/a', 'docs.example', null],
  ['https://evil.example/', 'https://bank.com/login', 'evil.example'],
  ['https://evil.example/', 'go to bank.com now', 'evil.example'],
  ['https://bank.com.evil.example/', 'bank.com', 'bank.com.evil.example'],
  ['https://evil.example:8443/', 'bank.com', 'evil.example:8443'],
  ['https://evil.example/', 'bank\u3002com', 'evil.example'],
  ['https://evil.example/', 'ba\u200Enk.com', 'evil.example'],
  ['https://bank.com@evil.example/', 'sign in', 'evil.example'],
  ['https://bank.com:443@evil.example/', 'sign in', 'evil.example'],
  ['https://evil.test/', 'bank\u200B.example', 'evil.test'],
  ['https://evil.test/', 'bank.\u200Bexample', 'evil.test'],
  ['https://evil.test/', 'ba\u00ADnk.exam\u00ADple', 'evil.test'],
  ['https://evil.test/', 'bank\u2060.example', 'evil.test'],
  ['https://evil.test/', 'bank\u2024example', 'evil.test'],
  ['https://evil.test/', '\uFF42\uFF41\uFF4E\uFF4B.example', 'evil.test'],
  ['https://evil.test/', 'bank.\u200Aexample', 'evil.test'],
  ['https://evil.test/', 'bank.e\u0336xample', 'evil.test'],
  ['https://bank.example/', 'ba\u00ADnk.\u200Bexample', null],
  ['mailto:me@evil.example', 'you@bank.com', 'me@evil.example'],
  ['mailto:me@evil.example', 'me@evil.example', null],
  ['mailto:me@evil.example', 'write to us', null],
  ['mailto:me@evil.test', 'you\uFF20bank\u2024example', 'me@evil.test'],
  ['mailto:me@evil.test', 'you\uFE6Bbank', 'me@evil.test'],
  ['mailto:me@evil.test', 'ba\u200Bnk.example', 'me@evil.test'],
])('%s as “%s” shows %s beside it (U75)', (address, text, shownHost) => {
  expect(linkTarget(address, text)?.shownHost).toBe(shownHost)
})

test('a name before the host, which only deceives, is not followed (U75)', () => {
  expect(linkTarget('https://bank.com:pw@evil.example/x', 'x')?.href).toBe('https://evil.example/x')
})

test.each(['https://аpple.com/', 'https://xn--pple-43d.com/', 'https://gооgle.com'])(
  'the look-alike %s is shown in the letters that decide (U75)',
  (address) => {
    const target = linkTarget(address, 'apple.com')
    expect(target?.isLookAlike).toBe(true)
    expect(target?.shownHost).toMatch(/^xn--/)
  },
)

test('a message has an address and nothing else that the link chose (U74)', () => {
  expect(linkTarget('mailto:a@b.example?bcc=spy@evil.example&body=x', 'write')?.href).toBe('mailto:a@b.example')
})

test('code that turns its direction is noticed (U75)', () => {
  expect(hasDirection('if (a) {\u202E } // x')).toBe(true)
  expect(hasDirection('שלום')).toBe(false)
})
