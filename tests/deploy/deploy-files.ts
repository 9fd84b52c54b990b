import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'

export const ROOT = join(import.meta.dirname, '../..')

export const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')

export const yamlOf = (path: string): unknown => parse(textOf(path))

/** The documents of a file that has several. */
export function yamlsOf(path: string): unknown[] {
  return parseAllDocuments(textOf(path)).map((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0]
    return document.toJS() as unknown
  })
}
