import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { Markdown } from './markdown.tsx'
import { loadTypesetter } from './formula/use-typesetter.ts'

beforeAll(async () => void (await loadTypesetter()))

const html = (source: string, isWriting = false) =>
  renderToStaticMarkup(<Markdown source={source} isWriting={isWriting} />)

/** What a reader sees, without what stands on buttons. */
const seen = (source: string, isWriting: boolean) =>
  html(source, isWriting)
    .replace(/<button[\s\S]*?<\/button>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&[#\w]+;/g, ' ')

describe('hostile Markdown', () => {
  test.each([
    ['an image', '![x](https://evil.example/p.png)', /<img/],
    ['an image of its own data', '![x](data:image/svg+xml;base64,PHN2Zz4=)', /<img|href="data/],
    ['an image by reference', '![x][y]\n\n[y]: https://evil.example/p.png', /<img/],
    ['an HTML image', '<img src="https://evil.example/p.png" onerror="alert(1)">', /<img/],
    ['a picture set', '<picture><source srcset="https://evil.example/p.png"></picture>', /<picture|<source/],
    ['an SVG', '<svg onload="alert(1)"><image href="https://evil.example/a.png"/></svg>', /<svg onload|<image/],
    ['a script', '<script>alert(1)</script>', /<script/],
    ['a frame', '<iframe src="https://evil.example" srcdoc="<b>x</b>"></iframe>', /<iframe/],
    ['an object', '<object data="https://evil.example"></object><embed src="x">', /<object|<embed/],
    ['a form', '<form action="https://evil.example"><input name="a"></form>', /<form|<input/],
    ['a style sheet', '<style>body { background: url(https://evil.example) }</style>', /<style/],
    ['a style', '<p style="background: url(https://evil.example)">x</p>', /<p style=/],
    ['a linked sheet', '<link rel="stylesheet" href="https://evil.example/a.css">', /<link/],
    ['a handler', '<b onclick="alert(1)">x</b>', /<b onclick/],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">', /<meta/],
    ['a base', '<base href="https://evil.example/">', /<base/],
    ['a video', '<video src="https://evil.example/v.mp4" autoplay></video>', /<video/],
    ['an HTML link', '<a href="javascript:alert(1)">x</a>', /<a href/],
    ['a formula with a link', '$\\href{javascript:alert(1)}{x}$', /<a |href=/],
    ['a formula with a picture', '$\\includegraphics{https://evil.example/p.png}$', /<img|<mglyph/],
    ['a formula with a style', '$\\style{background:url(https://evil.example)}{x}$', /style="background/],
  ])('%s comes to nothing (U74)', (_, source, forbidden) => {
    expect(html(source)).not.toMatch(forbidden)
    expect(html(source, true)).not.toMatch(forbidden)
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#10;script:alert(1)',
    'java&Tab;script:alert(1)',
    '&#106;avascript:alert(1)',
    '&#x6A;avascript&colon;alert(1)',
    '<java\tscript:alert(1)>',
    '\u0001javascript:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:text/html;base64,PHNjcmlwdD4=',
    'blob:https://evil.example/1',
    'file:///etc/passwd',
    'filesystem:https://evil.example/x',
    'ms-word:ofe|u|https://evil.example/a.docx',
    '//evil.example/x',
    '/settings',
    '#top',
    'https:',
  ])('%j is no link, in any way of linking (U74)', (address) => {
    expect(html(`[x](${address}) [x][y] <${address}>\n\n[y]: ${address}`)).not.toContain('<a ')
  })

  test('an image that is not loaded names its full host, and is a link there (U74)', () => {
    expect(html('![a chart](https://a.b.evil.example:8443/p.png?who=me)')).toMatch(
      /<a href="https:\/\/a\.b\.evil\.example:8443\/p\.png\?who=me"[^>]*>Image not loaded: a chart \(a\.b\.evil\.example:8443\)<\/a>/,
    )
  })

  test.each([
    ['1,000 quotations in each other', '>'.repeat(1000)],
    ['10,000 open brackets', '['.repeat(10_000)],
    ['10,000 stars', '*a'.repeat(10_000)],
    ['lists in lists on one line', `${'- '.repeat(500)}x`],
    [
      'lists in lists by their indent',
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
    ],
    ['a line without an end', 'x'.repeat(200_000)],
    ['a fence of 60,000 marks that is none', `${'`'.repeat(60_000)} \`\nx`],
    ['30,000 lines that end as on an old Macintosh', 'a\r'.repeat(30_000)],
  ])('%s are shown as they are written, without being read (U76)', (_, source) => {
    expect(html(source)).toMatch(/^<div><p dir="auto" class="wrap-anywhere whitespace-pre-wrap">/)
    expect(html(source, true).length).toBeGreaterThan(source.length / 2)
  })
})

test.each([
  ['a row below the names of a table that is no ruling', `|a|\n|-${' '.repeat(40_000)}x`],
  ['dollars around commas', `$${','.repeat(60)}~$ `.repeat(140)],
  ['a fence that is none, of 60,000 marks', `${'`'.repeat(60_000)}\u2028\`\nx`],
  ['a list item of 10,000 short lines', `- a\n${'x\n'.repeat(10_000)}`],
  ['pictures that are not complete', '![]('.repeat(15_000)],
  ['code that is not complete, with a definition before it', `[a]: b\n\n\`\`\`\n${'[a]'.repeat(60_000)}`],
])('%s is there in a moment, which would else be minutes (U76)', { timeout: 60_000 }, (_, source) => {
  expect(html(source, true).length).toBeGreaterThan(source.length / 3)
  expect(html(source).length).toBeGreaterThan(source.length / 3)
})

describe('a link', () => {
  test('opens beside the chat, hands nothing over and shows its target (U75)', () => {
    const link = html('[docs](https://docs.example/)')
    expect(link).toContain('rel="noopener noreferrer nofollow"')
    expect(link).toContain('target="_blank"')
    expect(link).toContain('title="https://docs.example/"')
  })

  test('that says another host than it leads to has the real one beside it (U75)', () => {
    expect(seen('[https://bank.com](https://evil.example/login)', false)).toContain('(evil.example)')
    expect(seen('[our docs](https://docs.example/login)', false)).not.toContain('docs.example')
  })
})

describe('an answer that is half written', () => {
  const SAMPLES = [
    '# A *title* `b`\n\nSome **bold words**, _slanted_, ***both*** and ~~gone~~.\n\n## Two',
    'With [a link](https://docs.example/a(b) "title"), ![a picture](https://pictures.example/p.png) and <https://auto.example>.',
    '| Name | Size |\n|:-----|-----:|\n| one | `1` |\n| **two** | 2 |\n\nAfter.',
    'Before.\n```ts\nconst tick = `${a}`\n```\n~~~\nplain\n~~~\nAfter.',
    '- first\n- second with **weight**\n  - inner\n\n    paragraph\n- [x] done\n- [ ] open\n\n1. one\n2. two',
    '> quoted **strongly**\n> - and listed\n\nHeading below\n---\n\n***\n\nEnd &amp; done.',
    'Maths \\(a + b\\) in a line, then\n$$\nx = \\frac{a}{b}\n- c\n$$\nand\n\\[ y^2 \\]\nlast.',
    'See [this][1].[^n]\n\n[1]: https://a.example\n[^n]: a **note**',
  ]

  test.each(SAMPLES)('keeps what was read, at every length: %j (U13)', (source) => {
    let before = ''
    for (let length = 0; length <= source.length; length++) {
      const now = seen(source.slice(0, length), length < source.length)
      // The one exception: the label of a link that is defined further down is there until it is.
      const letters = now.replace(/\[?this\]?\[?1?\]?/, 'this').replace(/[^\p{L}\p{N}]/gu, '')
      expect(letters.startsWith(before), `${source.slice(0, length)} → ${now}`).toBe(true)
      expect(html(source.slice(0, length), true)).not.toMatch(/<img|<script|<iframe/)
      before = letters
    }
  })

  test.each(SAMPLES.slice(0, 6))('shows no marks that are about to mean something: %j (U13)', (source) => {
    for (let length = 0; length < source.length; length++)
      expect(
        seen(source.slice(0, length), true)
          .replace('`${a}`', '')
          .replace(/`\$?\{?a?\}?\s*$/, ''),
      ).not.toMatch(/[*_~`#|[\]\\]/)
  })

  test('shows an open fence as code, not as backticks', () => {
    expect(html('```ts\nconst a = 1', true)).toMatch(/<pre[^>]*><code[^>]*>const a = 1<\/code><\/pre>/)
  })
})

test('headings of an answer stand below the heading of their turn', () => {
  expect(html('# One\n\n## Two')).toMatch(/<h3 data-level="1"[^>]*>One<\/h3>[\s\S]*<h4 data-level="2"[^>]*>Two<\/h4>/)
})

test('code is shown, and so copied, without the line break of its closing fence, and no other (U21)', () => {
  expect(html('```\na\n\nb\n```')).toContain('>a\n\nb</code>')
  expect(html('```\na\n\n```')).toContain('>a\n</code>')
})

test('each block has the direction of its letters, and the language that its alphabet tells (U64)', () => {
  expect(html('שלום English עולם\n\nplain words')).toBe(
    '<div><p dir="auto" lang="he">שלום English עולם</p><p dir="auto">plain words</p></div>',
  )
})

test('money stays money, a formula is a formula, and what cannot be set is shown as it was written (U76)', () => {
  expect(html('It costs $5 and $6.')).toBe('<div><p dir="auto">It costs $5 and $6.</p></div>')
  expect(html('Let $x^2$ be')).toContain('<math><msup>')
  expect(html('Let $\\frac{1$ be')).toContain('<code dir="ltr">\\frac{1</code>')
  expect(html('$$\n\\def\\x{\\x\\x}\\x\n$$')).toContain('\\def\\x{\\x\\x}\\x</code>')
})

test('a table of 5,000 rows shows 500 and the way to the rest (U51)', () => {
  const table = html(`| a | b |\n|---|---|\n${'| 1 | 2 |\n'.repeat(5_000)}`)
  expect(table.match(/<tr>/g)).toHaveLength(521)
  expect(table).toContain('Show all 5,000 rows')
})
