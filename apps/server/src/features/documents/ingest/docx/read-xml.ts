import { Parser } from 'htmlparser2'
import { uploadProblem } from '../upload-problem.ts'
import type { Zip } from './open-zip.ts'

/** Tables within tables within text boxes are some dozens deep. */
const DEPTH_MAX = 1_000

export interface XmlReader {
  /** @param tag without its prefix, as attributes are */
  onOpen(tag: string, attributes: Readonly<Record<string, string>>): void
  onText?(text: string): void
  onClose?(tag: string): void
}

/**
 * Tells `reader` of one part's tags as they are unpacked. The parser knows the five entities of XML and no others: what a
 * document type declares is never expanded, and nothing that it names is ever fetched.
 * @throws UploadProblemError
 */
export async function readXml(zip: Zip, part: string, reader: XmlReader): Promise<void> {
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++
        if (depth > DEPTH_MAX) throw uploadProblem('broken_file', `At most ${DEPTH_MAX} elements lie in each other.`)
        reader.onOpen(withoutPrefix(name), withoutPrefixes(attributes))
      },
      ontext: (text) => reader.onText?.(text),
      onclosetag(name) {
        depth--
        reader.onClose?.(withoutPrefix(name))
      },
    },
    { xmlMode: true },
  )
  const decoder = new TextDecoder()
  for await (const piece of zip.read(part)) parser.write(decoder.decode(piece, { stream: true }))
  parser.end(decoder.decode())
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function withoutPrefixes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [withoutPrefix(name), value]))
}
