import { expect, test } from 'vitest'
import { render } from './render-template.mjs'

test('puts every value in its places', () => {
  const template = 'image: coco:${IMAGE_TAG}\nurl: ${PUBLIC_URL}\nagain: ${IMAGE_TAG}\n$HOME stays'
  expect(render(template, { IMAGE_TAG: '1.2', PUBLIC_URL: 'https://a.example' })).toBe(
    'image: coco:1.2\nurl: https://a.example\nagain: 1.2\n$HOME stays',
  )
})

test.each([
  ['missing', {}],
  ['empty', { A: '' }],
  ['a second line', { A: 'x\nprivileged: true' }],
  ['a comment', { A: 'x #' }],
  ['a value that YAML reads as something else', { A: '{}' }],
])('%s is refused, by the name of the value', (_, values) => {
  expect(() => render('image: ${A}', values)).toThrow('Set A:')
})
