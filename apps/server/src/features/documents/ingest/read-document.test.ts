import { describe, expect, test } from 'vitest'
import { readDocument, type ReadingLimits } from './read-document.ts'

const LIMITS: ReadingLimits = { bytes: 1e6, pages: 10, expandedBytes: 1e6, characters: 1e5, passages: 100 }

const read = (fileName: string, text: string | Buffer) =>
  readDocument({ bytes: Buffer.from(text), mediaType: '', fileName }, LIMITS)
const passagesOf = async (fileName: string, text: string | Buffer) =>
  (await read(fileName, text)).passages.map(({ headings, content }) => [headings.join(' > '), content])

describe('Markdown', () => {
  test('headings of both kinds make the path of what is below them', async () => {
    const text =
      'Travel\n======\n\nIntro.\n\n## Meals ##\nFood.\n\n### `Breakfast` and [lunch](http://x.example)\nEarly.\n\nTrains\n---\nFast.'
    expect(await passagesOf('a.md', text)).toEqual([
      ['Travel', 'Intro.'],
      ['Travel > Meals', 'Food.'],
      ['Travel > Meals > Breakfast and lunch', 'Early.'],
      ['Travel > Trains', 'Fast.'],
    ])
  })

  test('the title is the one of the front matter, else the first heading of the highest level', async () => {
    expect((await read('a.md', '---\ntags: [a]\ntitle: "Our: policy"\n---\n# Other\ntext')).title).toBe('Our: policy')
    expect((await read('a.md', 'Intro\n\n## Second\n\n# First\ntext')).title).toBe('First')
    expect((await read('a.md', '--- \nno end of it')).title).toBeNull()
  })

  test('what looks like a heading in code is code', async () => {
    const text = '# One\n\n```sh\n# not a heading\n~~~\n```\n\nAfter.'
    expect(await passagesOf('a.md', text)).toEqual([['One', '```sh\n# not a heading\n~~~\n```\n\nAfter.']])
  })

  test('a heading without text below it is text itself, unless a deeper one carries it on', async () => {
    expect(await passagesOf('a.md', '# A\n## B\ntext\n## C\n# D')).toEqual([
      ['A > B', 'text'],
      ['A > C', 'C'],
      ['D', 'D'],
    ])
  })
})

describe('HTML', () => {
  test('what a reader sees is kept, and nothing else', async () => {
    const page = `<!doctype html><html><head><title>Rules &amp; more</title><style>p{}</style><script>alert('no')</script></head>
      <body><!-- no --><h1>Top <em>level</em></h1><p>One <b>two</b>
      three.<p style="color:red; display : none">no</p><div hidden><p>no</div><template>no</template>
      <noscript>no</noscript><img src="http://x.example/no.png" alt="no"><h2>Below</h2>
      <ul><li>first<li>second</ul><table><tr><th>k<th>v<tr><td>a<td>1</table><pre>x\n  y</pre></body></html>`
    const { title, passages } = await read('a.html', page)
    expect(title).toBe('Rules & more')
    expect(passages.map(({ headings, content }) => [headings, content])).toEqual([
      [['Top level'], 'One two three.'],
      [['Top level', 'Below'], '- first\n- second\n\nk | v\na | 1\n\nx\n  y'],
    ])
  })

  test('it is read in the encoding that it names', async () => {
    const page = Buffer.from('<meta charset="windows-1251"><p>\xcf\xf0\xe8\xe2\xe5\xf2</p>', 'latin1')
    expect(await passagesOf('a.html', page)).toEqual([['', 'Привет']])
  })
})

describe('CSV', () => {
  test.each([',', ';', '\t', '|'])('each row says what its cells are, with %j between them', async (delimiter) => {
    const rows = [
      ['name', 'city, state', 'note'],
      ['Ann', '"Köln; DE"', '"said ""hi"""'],
      ['Bob', '', 'x'],
    ]
    const text = rows
      .map((row) =>
        row.map((cell) => (cell.includes(delimiter) && !cell.startsWith('"') ? `"${cell}"` : cell)).join(delimiter),
      )
      .join('\r\n')
    expect(await passagesOf('a.csv', text)).toEqual([
      ['', 'name: Ann\ncity, state: Köln; DE\nnote: said "hi"\n\nname: Bob\nnote: x'],
    ])
  })

  test('without names the columns are counted', async () => {
    expect(await passagesOf('a.csv', '1,2\n3,4')).toEqual([
      ['', 'column 1: 1\ncolumn 2: 2\n\ncolumn 1: 3\ncolumn 2: 4'],
    ])
  })

  test('no row is cut in two', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => `${n},item ${n},some words about item ${n}`)
    const passages = await passagesOf('a.csv', ['id,name,text', ...rows].join('\n'))
    expect(passages.length).toBeGreaterThan(5)
    for (const [, content] of passages) expect(content).toMatch(/^(id: \d+\nname: item \d+\ntext: .*(\n\n|$))+$/)
  })
})

test('plain text is one section without a title', async () => {
  expect(await read('a.txt', '# no heading\r\n\r\n\r\n\r\nsecond  \r\n')).toMatchObject({
    title: null,
    mediaType: 'text/plain',
    passages: [{ headings: [], page: null, content: '# no heading\n\nsecond' }],
    characters: 20,
  })
})

test.each([
  ['notes', 'text/markdown; charset=utf-8', 'text/markdown'],
  ['notes.MD', 'application/octet-stream', 'text/markdown'],
  ['notes.csv', 'application/vnd.ms-excel', 'text/csv'],
  ['notes', '', 'text/plain'],
  ['notes.conf', 'text/x-whatever', 'text/plain'],
])('%s as %j is %s', async (fileName, mediaType, expected) => {
  expect((await readDocument({ bytes: Buffer.from('a,b\nc,d'), mediaType, fileName }, LIMITS)).mediaType).toBe(expected)
})

test('what is certainly something else is not taken for text', async () => {
  const reading = readDocument({ bytes: Buffer.from('{}'), mediaType: 'application/json', fileName: 'a.json' }, LIMITS)
  await expect(reading).rejects.toMatchObject({ problem: { code: 'type_not_supported' } })
})

test.each([
  ['the name of the file', 'jane.roe@example.com salary.txt', 'Nothing in here.', null],
  ['its own title', 'a.md', '---\ntitle: Jane, jane.roe@example.com\n---\nNothing in here.', null],
  ['a heading', 'a.md', '# Jane, jane.roe@example.com\n\nNothing in here.', null],
  ['the title that it is to have', 'a.md', 'Nothing in here.', 'Jane, jane.roe@example.com'],
])('personal data is found in %s too', async (_where, fileName, text, title) => {
  const { findings } = await readDocument({ bytes: Buffer.from(text), mediaType: '', fileName, title }, LIMITS)
  expect(findings.map(({ kind }) => kind)).toEqual(['email'])
})
