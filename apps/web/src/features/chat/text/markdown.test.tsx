import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Markdown } from './markdown.tsx'

const html = (source: string, isWriting = false) =>
  renderToStaticMarkup(<Markdown source={source} isWriting={isWriting} />)

describe('hostile Markdown', () => {
  test.each([
    ['an image', '![x](https://evil.example/p.png)', /<img/],
    ['an image of its own data', '![x](data:image/svg+xml;base64,PHN2Zz4=)', /<img/],
    ['an HTML image', '<img src="https://evil.example/p.png" onerror="alert(1)">', /<img/],
    ['a script', '<script>alert(1)</script>', /<script/],
    ['a frame', '<iframe src="https://evil.example"></iframe>', /<iframe/],
    ['a form', '<form action="https://evil.example"><input name="a"></form>', /<form|<input/],
    ['a style sheet', '<style>body { background: url(https://evil.example) }</style>', /<style/],
    ['a style', '<p style="background: url(https://evil.example)">x</p>', /style="/],
    ['a script link', '[x](javascript:alert(1))', /href="javascript/i],
    ['a disguised script link', '[x](java&#10;script:alert(1))', /href="java/i],
    ['a document in a link', '[x](data:text/html,<script>alert(1)</script>)', /href="data/i],
    ['a video', '<video src="https://evil.example/v.mp4" autoplay></video>', /<video/],
  ])('%s comes to nothing', (_, source, forbidden) => {
    expect(html(source)).not.toMatch(forbidden)
  })

  test('an image that is not loaded names its host', () => {
    expect(html('![a chart](https://evil.example/p.png)')).toContain('Image not loaded: a chart (evil.example)')
  })
})

describe('a link', () => {
  test('opens beside the chat and hands nothing over', () => {
    expect(html('[docs](https://docs.example/)')).toContain('rel="noopener noreferrer nofollow"')
  })
})

describe('an answer that is half written', () => {
  const NASTY =
    '# A\n\n**b** `c` [d](https://e.example) ![f](https://g.example)\n\n| h | i |\n|---|---|\n| j | k |\n\n```ts\nconst l = 1\n```\n\n- m\n  - n\n\n> o <b>p</b> $q$ ~~r~~[^1]\n\n[^1]: s'

  test('can be shown at every length, and asks for nothing', () => {
    for (let length = 0; length <= NASTY.length; length++) {
      expect(html(NASTY.slice(0, length), true)).not.toMatch(/<img|<script|<iframe/)
    }
  })

  test('shows an open fence as code, not as backticks', () => {
    expect(html('```ts\nconst a = 1', true)).toMatch(/<pre[^>]*><code[^>]*>const a = 1<\/code><\/pre>/)
  })
})

test('headings of an answer stand below the heading of their turn', () => {
  expect(html('# One\n\n## Two')).toMatch(/<h3 data-level="1"[^>]*>One<\/h3>[\s\S]*<h4 data-level="2"[^>]*>Two<\/h4>/)
})

test('code is shown, and so copied, without the line break of its closing fence', () => {
  expect(html('```\na\n\nb\n```')).toContain('<code translate="no">a\n\nb</code>')
})
