import { expect, test } from 'vitest'
import { docxFile, paragraph, table } from './files/docx-file.ts'
import { pdfFile } from './files/pdf-file.ts'
import { MIB, outcomeOf, readersWith } from './reading.ts'

/** A process for each file, on a machine that is busy with other tests. */
const TIMEOUT_MS = 60_000

async function read(fileName: string, bytes: Buffer) {
  const reader = readersWith({ memoryBytes: 512 * MIB })
  const outcome = await outcomeOf(reader.read({ bytes, mediaType: '', fileName }))
  await reader.close()
  if ('problem' in outcome) throw new Error(outcome.problem.message)
  const passages = outcome.read.passages.map(({ headings, page, content }) => [headings.join(' > '), page, content])
  return { title: outcome.read.title, passages }
}

test('a DOCX is read by its headings, with its lists, tables and notes', { timeout: TIMEOUT_MS }, async () => {
  const run = (inner: string) => `<w:p><w:r>${inner}</w:r></w:p>`
  const body = [
    paragraph('Staff handbook', 'Title'),
    paragraph('For everybody.'),
    paragraph('Pay', 'berschrift1'),
    run('<w:t>One</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve"> &amp; two</w:t><w:br/><w:t>three</w:t>'),
    paragraph('Levels', 'Custom'),
    table([
      ['Level', 'Pay'],
      ['one', '10'],
    ]),
    `<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>first</w:t></w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>second</w:t></w:r></w:p>`,
    // What nobody sees: deleted, hidden, commands of fields, a second telling for old programs.
    '<w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r></w:p>',
    run('<w:instrText>no</w:instrText><w:t>seen</w:t>'),
    run(
      '<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>no</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>',
    ),
  ].join('')
  const styles = `<w:styles><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Custom"><w:name w:val="Ours"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`
  const bytes = docxFile(body, [
    { name: 'word/styles.xml', content: styles },
    { name: 'word/footnotes.xml', content: `<w:footnotes>${paragraph('A note.')}</w:footnotes>` },
    { name: 'docProps/core.xml', content: '<cp:coreProperties><dc:title>Handbook 2025</dc:title></cp:coreProperties>' },
  ])

  expect(await read('handbook.docx', bytes)).toEqual({
    title: 'Handbook 2025',
    passages: [
      ['Staff handbook', null, 'For everybody.'],
      ['Pay', null, 'One\t & two\nthree'],
      ['Pay > Levels', null, 'Level | Pay\none | 10\n\n- first\n- second\nseen\n\nbox\n\nA note.'],
    ],
  })
})

test('a PDF is read page by page, with what is set larger as headings', { timeout: TIMEOUT_MS }, async () => {
  const body = (text: string) => ({ text })
  const bytes = pdfFile(
    [
      [
        { text: 'Travel policy', size: 24 },
        body('This policy is about what employ-'),
        body('ees may spend (on the way).'),
        { text: 'Meals and everything that', size: 16 },
        { text: 'belongs to them', size: 16 },
        body('Thirty euros a day.'),
      ],
      [body('More about meals on the second page.'), { text: 'Trains', size: 16 }, body('Second class.')],
    ],
    { title: 'Policy of travel' },
  )
  expect(await read('travel.pdf', bytes)).toEqual({
    title: 'Policy of travel',
    passages: [
      ['Travel policy', 1, 'This policy is about what employees may spend (on the way).'],
      ['Travel policy > Meals and everything that belongs to them', 1, 'Thirty euros a day.'],
      ['Travel policy > Meals and everything that belongs to them', 2, 'More about meals on the second page.'],
      ['Travel policy > Trains', 2, 'Second class.'],
    ],
  })
})

test('what stands at the head and the foot of every page is left out', { timeout: TIMEOUT_MS }, async () => {
  const numbers = ['one', 'two', 'three', 'four']
  const pages = numbers.map((number, index) =>
    [`Report 2025, page ${index + 1}`, `Text of page ${number}.`, `${index + 1}`].map((text) => ({ text })),
  )
  const { passages } = await read('report.pdf', pdfFile(pages))
  expect(passages.map(([, , content]) => content)).toEqual(numbers.map((number) => `Text of page ${number}.`))
})
