import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Sentence } from './sentence.tsx'

test('each part stands where the language wants it', () => {
  const parts = [<b key="when">noon</b>, <i key="who">Ann</i>]
  const html = (say: (...gaps: string[]) => string) => renderToStaticMarkup(<Sentence say={say} parts={parts} />)
  expect(html((when, who) => `Until ${when}, by ${who}.`)).toBe('Until <b>noon</b>, by <i>Ann</i>.')
  expect(html((when, who) => `${who}, bis ${when}`)).toBe('<i>Ann</i>, bis <b>noon</b>')
})
