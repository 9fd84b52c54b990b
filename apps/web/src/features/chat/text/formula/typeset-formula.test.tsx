import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { typesetFormula } from './typeset-formula.tsx'

const set = (source: string) => {
  const formula = typesetFormula(source, true)
  return formula === null ? null : renderToStaticMarkup(formula)
}

test('a formula is MathML, which needs no style sheet and no font of its own', () => {
  expect(set('\\frac{a}{b}')).toMatch(/^<math display="block"[^>]*><mfrac><mi>a<\/mi><mi>b<\/mi><\/mfrac><\/math>$/)
})

test.each([
  ['one that defines itself', '\\def\\x{\\x\\x}\\x'],
  ['one that doubles', `\\def\\a{xx}\\def\\b{\\a\\a}\\def\\c{\\b\\b}\\def\\d{\\c\\c}${'\\d'.repeat(400)}`],
  ['one that is long', 'x'.repeat(10_000)],
  ['one that does not end', '\\frac{1'],
])('%s is not set (U76)', (_, source) => {
  expect(set(source)).toBe(null)
})

test.each([
  '\\href{https://evil.example}{x}',
  '\\url{https://evil.example}',
  '\\includegraphics{https://evil.example/a}',
  '\\class{a}{x}',
  '\\color{red}x',
  '\\rule{1000em}{1000em}',
])('%s brings no address, no colour and no size that leaves the page (U76)', (source) => {
  expect(set(source) ?? '').not.toMatch(/href|src|evil|color|[0-9]{3}em/)
})
