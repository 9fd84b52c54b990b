import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { highlightCode } from './highlight-code.tsx'

test('colours are classes, and the code stays the same to the letter (U21)', () => {
  const code = 'const a = `${"<b>"}` // & more\n\tnext()\n'
  const html = renderToStaticMarkup(highlightCode('ts', code))
  expect(html).toContain('<span class="hljs-keyword">const</span>')
  expect(html).not.toContain('style=')
  const text = html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
  expect(text).toBe(code)
})

test('a language that is not known stays plain', () => {
  expect(highlightCode('klingon', 'x')).toBe(null)
})
