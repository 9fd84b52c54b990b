import { isStorable } from '@coco/shared/text-fields'
import { deflateRawSync, deflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { docxFile, paragraph } from './files/docx-file.ts'
import { pdfFile } from './files/pdf-file.ts'
import { zipFile } from './files/zip-file.ts'
import { endOf, MIB, outcomeOf, readersWith, readHostile, textOf } from './reading.ts'

/** Reading is bounded by what it is given; the rest is for a busy machine. */
const TIMEOUT_MS = 120_000

describe('a file that is large', { timeout: TIMEOUT_MS }, () => {
  const large = () => pdfFile([[{ text: 'Somewhere in fifty megabytes.' }]], { ballast: Buffer.alloc(50 * MIB, 'x') })

  test('a PDF of 50 MB is refused by its size', async () => {
    expect(await readHostile({ bytes: large(), fileName: 'large.pdf' })).toMatchObject({
      problem: { code: 'too_large', isFinal: true },
    })
  })

  test('where so much is allowed, it is read', async () => {
    const outcome = await readHostile({ bytes: large(), fileName: 'large.pdf' }, { bytes: 60 * MIB })
    expect(textOf(outcome)).toBe('Somewhere in fifty megabytes.')
  })

  test('a table of a million rows is refused long before its end', async () => {
    const bytes = Buffer.from(`id,name\n${Array.from({ length: 1_000_000 }, (_, id) => `${id},name ${id}`).join('\n')}`)
    expect(endOf(await readHostile({ bytes, fileName: 'rows.csv' }))).toBe('too_much_text')
  })

  test('a PDF of too many pages is refused before one is read', async () => {
    const pages = Array.from({ length: 30 }, () => [{ text: 'A page.' }])
    expect(endOf(await readHostile({ bytes: pdfFile(pages), fileName: 'pages.pdf' }, { pages: 29 }))).toBe(
      'too_many_pages',
    )
  })

  test('text that makes too many passages is refused', async () => {
    const bytes = Buffer.from('word '.repeat(1_000))
    expect(endOf(await readHostile({ bytes, fileName: 'long.txt' }, { passages: 3 }))).toBe('too_much_text')
  })
})

describe('a file that unpacks to far more than it is', { timeout: TIMEOUT_MS }, () => {
  const blanks = Buffer.alloc(200 * MIB, ' ')
  const bomb = { content: deflateRawSync(blanks), deflated: { crc: 0, bytes: blanks.length } }

  test('a DOCX is stopped while it is unpacked', async () => {
    const bytes = docxFile('', [{ name: 'word/document.xml', ...bomb }])
    expect(bytes.length).toBeLessThan(MIB)
    expect(endOf(await readHostile({ bytes, fileName: 'bomb.docx' }))).toBe('expands_too_much')
  })

  test('a DOCX that lies about its size is stopped where the lie is known', async () => {
    const bytes = docxFile('', [{ name: 'word/document.xml', ...bomb, saidBytes: 1_000 }])
    expect(endOf(await readHostile({ bytes, fileName: 'lie.docx' }))).toBe('broken_file')
  })

  test('many small parts count together', async () => {
    const text = (name: string) => ({ name, content: ' '.repeat(60_000) })
    const bytes = docxFile(paragraph('Text'), [text('word/styles.xml'), text('word/footnotes.xml')])
    expect(endOf(await readHostile({ bytes, fileName: 'parts.docx' }, { expandedBytes: 100_000 }))).toBe(
      'expands_too_much',
    )
  })

  test('an archive inside a DOCX is never opened', async () => {
    const inner = zipFile([{ name: 'inner.xml', ...bomb }])
    const bytes = docxFile(paragraph('Outer'), [{ name: 'word/embeddings/inner.zip', content: inner }])
    expect(textOf(await readHostile({ bytes, fileName: 'nested.docx' }))).toBe('Outer')
  })

  test('one word of a hundred megabytes is stopped at the bound for text', async () => {
    const word = '<w:document><w:body><w:p><w:r><w:t>' + 'a'.repeat(90 * MIB)
    const bytes = docxFile('', [{ name: 'word/document.xml', content: word }])
    expect(endOf(await readHostile({ bytes, fileName: 'word.docx' }))).toBe('too_much_text')
  })

  test('entities that multiply stay the few letters that they are', async () => {
    const levels = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
    const content = `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">${levels}<!ENTITY file SYSTEM "file:///etc/passwd">]>
      <w:document><w:body>${paragraph('before &l10; &file; after')}</w:body></w:document>`
    const outcome = await readHostile({
      bytes: docxFile('', [{ name: 'word/document.xml', content }]),
      fileName: 'entities.docx',
    })
    expect(textOf(outcome)).toBe('before &l10; &file; after')
  })

  test.each([
    ['a page of a PDF', { dictionary: '/Filter /FlateDecode', bytes: deflateSync(Buffer.alloc(600 * MIB)) }],
    [
      'a page of a PDF that is packed twice',
      { dictionary: '/Filter [/FlateDecode /FlateDecode]', bytes: deflateSync(deflateSync(Buffer.alloc(600 * MIB))) },
    ],
  ])('%s ends the process that unpacks it, and nothing else', async (_, rawPage) => {
    const outcome = await readHostile(
      { bytes: pdfFile([[]], { rawPage }), fileName: 'bomb.pdf' },
      { memoryBytes: 256 * MIB },
    )
    expect(endOf(outcome)).toBe('expands_too_much')
  })

  test('text that takes a heap apart ends the process, and nothing else', async () => {
    const bytes = Buffer.from('a\n'.repeat(10 * MIB))
    const outcome = await readHostile(
      { bytes, fileName: 'lines.txt' },
      { memoryBytes: 256 * MIB, characters: 100 * MIB },
    )
    expect(endOf(outcome)).toBe('expands_too_much')
  })
})

describe('a file that is broken', { timeout: TIMEOUT_MS }, () => {
  const pdf = pdfFile([[{ text: 'Found all the same.' }]])
  const docx = docxFile(paragraph('Text'))

  test('a PDF whose table of objects is not where it should be is read all the same', async () => {
    const bytes = pdfFile([[{ text: 'Found all the same.' }]], { startXref: 7 })
    expect(textOf(await readHostile({ bytes, fileName: 'xref.pdf' }))).toBe('Found all the same.')
  })

  test.each([
    ['half a PDF', pdf.subarray(0, pdf.length / 4), 'half.pdf'],
    ['a PDF without anything', Buffer.from('%PDF-1.7\n'), 'nothing.pdf'],
    [
      'a PDF whose pages contain themselves',
      Buffer.from(pdf.toString('latin1').replace('/Kids [4 0 R]', '/Kids [2 0 R]'), 'latin1'),
      'circle.pdf',
    ],
    ['half a DOCX', docx.subarray(0, docx.length / 2), 'half.docx'],
    [
      'a DOCX that names a path outside of it',
      docxFile(paragraph('x'), [{ name: '../../etc/passwd', content: 'x' }]),
      'path.docx',
    ],
    ['a DOCX whose elements never end', docxFile('<w:p>'.repeat(20_000)), 'deep.docx'],
    [
      'a page of two hundred thousand elements in each other',
      Buffer.from(`${'<div><b>'.repeat(100_000)}deep${'</i></div>'.repeat(100_000)}`),
      'deep.html',
    ],
    ['a table with a quote that is never closed', Buffer.from(`a,b\n1,"${'x,\n'.repeat(200_000)}`), 'quote.csv'],
    ['a text that calls itself a PDF', Buffer.from('Hello'), 'text.pdf'],
  ])('%s is a broken file', async (_, bytes, fileName) => {
    expect(endOf(await readHostile({ bytes, fileName }))).toBe('broken_file')
  })

  test.each([
    ['a PDF', pdfFile([[{ text: 'x' }]], { trailer: locked() }), 'locked.pdf'],
    [
      'a DOCX, as Word locks it',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(512),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      'locked.docx',
    ],
    [
      'a DOCX, as a ZIP is locked',
      docxFile('', [{ name: 'word/document.xml', content: 'x', isEncrypted: true }]),
      'zip.docx',
    ],
  ])('%s that is locked says so', async (_, bytes, fileName) => {
    expect(endOf(await readHostile({ bytes, fileName }))).toBe('password_protected')
  })

  test.each([
    ['an empty file', Buffer.alloc(0), 'empty.txt'],
    ['blanks', Buffer.from(' \n\t\r\n'), 'blank.md'],
    ['a PDF without a word', pdfFile([[], []]), 'scan.pdf'],
    ['a DOCX without a word', docxFile('<w:p/>'), 'blank.docx'],
  ])('%s: no text', async (_, bytes, fileName) => {
    expect(endOf(await readHostile({ bytes, fileName }))).toBe('no_text')
  })
})

describe('a file that is not what it says', { timeout: TIMEOUT_MS }, () => {
  test('a PDF under the name of a text is read as the PDF that it is', async () => {
    const bytes = pdfFile([[{ text: 'I am a PDF.' }]])
    const outcome = await readHostile({ bytes, fileName: 'notes.txt', mediaType: 'text/plain' })
    expect(outcome).toMatchObject({ read: { mediaType: 'application/pdf', passages: [{ content: 'I am a PDF.' }] } })
  })

  test.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex'), 'notes.txt'],
    ['a program', Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(2_000)]), 'notes'],
    ['zeros', Buffer.alloc(100_000), 'zeros.md'],
    ['a spreadsheet', zipFile([{ name: 'xl/workbook.xml', content: '<x/>' }]), 'table.xlsx'],
    ['an old Word document', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]), 'old.doc'],
    ['RTF', Buffer.from(String.raw`{\rtf1 Hello}`), 'text.txt'],
  ])('%s is not supported', async (_, bytes, fileName) => {
    expect(endOf(await readHostile({ bytes, fileName }))).toBe('type_not_supported')
  })
})

describe('text that no database keeps', { timeout: TIMEOUT_MS }, () => {
  const half = '\ud83d'
  test.each([
    ['UTF-16 with its mark and half a character', Buffer.from(`\ufeffGrüße ${half} end`, 'utf16le'), 'wide.txt'],
    ['UTF-16 the other way round', Buffer.from('\ufeffGrüße end', 'utf16le').swap16(), 'wide.txt'],
    ['UTF-16 without its mark', Buffer.from('Gruesse end '.repeat(20), 'utf16le'), 'wide.txt'],
    ['windows-1252', Buffer.from('Grüße end', 'latin1'), 'old.txt'],
    ['some NUL characters', Buffer.from(`Grüße${' words'.repeat(100)}\0\0 end`), 'nul.txt'],
    ['control characters', Buffer.from(`Grüße ${'words '.repeat(100)}\x1b[31m\x07 end`), 'bell.txt'],
    [
      'HTML with NUL and half a character',
      Buffer.from('<h1>Grüße &#0;&#xD83D; end</h1><p>&#xDC00;text</p>'),
      'nul.html',
    ],
    ['a name that looks like another', Buffer.from('Grüße end'), '\u202etxt.exe\0\r\n/../../.txt'],
  ])('%s comes out as text that can be kept', async (_, bytes, fileName) => {
    const outcome = await readHostile({ bytes, fileName })
    const text = JSON.stringify(outcome)
    expect(text).toMatch(/Gr(üß|uess)e/)
    expect(text).toContain('end')
    expect(isStorable(textOf(outcome))).toBe(true)
    expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/)
  })
})

describe('the processes', { timeout: TIMEOUT_MS }, () => {
  const file = { bytes: Buffer.from('A text.'), mediaType: 'text/plain', fileName: 'a.txt' }

  test('what takes too long is ended, and can be tried again', async () => {
    const outcome = await readHostile({ ...file, bytes: Buffer.from('word '.repeat(100_000)) }, { readMs: 1 })
    expect(outcome).toMatchObject({ problem: { code: 'took_too_long', isFinal: false } })
  })

  test('more files than are read at once wait for their turn', async () => {
    const reader = readersWith({ readers: 1 })
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(reader.read(file))))
    expect(outcomes.map(endOf)).toEqual(['read', 'read', 'read'])
    await reader.close()
  })

  test('closing ends what is being read', async () => {
    const reader = readersWith({ readers: 1 })
    const reading = [1, 2].map(() => outcomeOf(reader.read(file)))
    await reader.close()
    expect((await Promise.all(reading)).map(endOf)).toEqual(['interrupted', 'interrupted'])
  })

  test('whoever gives up ends what is read for them alone', async () => {
    const reader = readersWith({ readers: 2 })
    const gaveUp = new AbortController()
    const [mine, yours] = [reader.read(file, gaveUp.signal), outcomeOf(reader.read(file))]
    gaveUp.abort(new Error('gave up'))
    await expect(mine).rejects.toThrow('gave up')
    expect(endOf(await yours)).toBe('read')
    await reader.close()
  })
})

function locked(): string {
  const id = '<00112233445566778899aabbccddeeff>'
  return `/ID [${id} ${id}] /Encrypt << /Filter /Standard /V 1 /R 2 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> /P -4 >>`
}
