import { expect, test } from 'vitest'
import { sentencesReady } from './sentences-ready.ts'
import { spokenText } from './spoken-text.ts'

test('what is read out are the words, not the marks', () => {
  expect(spokenText('## **Bold**, _slanted_ and `code`')).toBe('Bold, slanted and code')
  expect(spokenText('> see [the docs](https://a.example/b_(c)) and ![a chart](https://a.example/p.png)')).toBe(
    'see the docs and a chart',
  )
})

test.each(['[', '![', '[a](', '**a ', '`', ' **a', '> ', '- ', '\n', '-\n', '.', 'a. '])(
  'sixty thousand letters of %j are no work',
  (mark) => {
    const text = mark.repeat(60_000 / mark.length)
    const start = process.cpuUsage()
    spokenText(text)
    sentencesReady(`${text}x`, 0, false)
    const { user } = process.cpuUsage(start)
    expect(user).toBeLessThan(1_000_000)
  },
)
