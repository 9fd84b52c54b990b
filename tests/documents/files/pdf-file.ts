import { deflateSync } from 'node:zlib'

export interface PdfText {
  text: string
  /** Of the letters, in points. */
  size?: number
}

export interface PdfOptions {
  title?: string
  /** Raw entries of the trailer: `/Encrypt …`. */
  trailer?: string
  /** Content of every page instead of text. */
  rawPage?: { dictionary: string; bytes: Buffer }
  /** Where the table of objects is said to be. */
  startXref?: number
  /** An object that nothing refers to. */
  ballast?: Buffer
}

/** A PDF of such pages, each a list of lines, written by hand: no program that makes PDFs makes broken ones. */
export function pdfFile(pages: readonly (readonly PdfText[])[], options: PdfOptions = {}): Buffer {
  const pageIds = pages.map((_, index) => 4 + index * 2)
  const objects: Buffer[] = [
    latin('<< /Type /Catalog /Pages 2 0 R >>'),
    latin(`<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`),
    latin('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'),
  ]
  for (const [index, lines] of pages.entries()) {
    const content = `${4 + index * 2 + 1} 0 R`
    objects.push(
      latin(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} /Resources << /Font << /F 3 0 R >> >> >>`,
      ),
      options.rawPage === undefined
        ? stream('/Filter /FlateDecode', deflateSync(latin(paint(lines))))
        : stream(options.rawPage.dictionary, options.rawPage.bytes),
    )
  }
  const info = objects.length + 1
  objects.push(latin(options.title === undefined ? '<< >>' : `<< /Title (${escape(options.title)}) >>`))
  if (options.ballast !== undefined) objects.push(stream('', options.ballast))

  const parts: Buffer[] = [latin('%PDF-1.7\n')]
  let at = parts[0]?.length ?? 0
  const offsets = objects.map((object, index) => {
    const offset = at
    const part = Buffer.concat([latin(`${index + 1} 0 obj\n`), object, latin('\nendobj\n')])
    parts.push(part)
    at += part.length
    return offset
  })
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  const trailer = `<< /Size ${size} /Root 1 0 R /Info ${info} 0 R ${options.trailer ?? ''} >>`
  parts.push(
    latin(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n${trailer}\nstartxref\n${options.startXref ?? at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

/** From the top of the page down. */
function paint(lines: readonly PdfText[]): string {
  let y = 800
  return lines
    .map(({ text, size = 11 }) => {
      y -= size * 1.4
      return `BT /F ${size} Tf 1 0 0 1 50 ${y.toFixed(1)} Tm (${escape(text)}) Tj ET`
    })
    .join('\n')
}

function stream(dictionary: string, bytes: Buffer): Buffer {
  return Buffer.concat([latin(`<< /Length ${bytes.length} ${dictionary} >>\nstream\n`), bytes, latin('\nendstream')])
}

function escape(text: string): string {
  return text.replaceAll(/[\\()]/g, String.raw`\$&`)
}

function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
