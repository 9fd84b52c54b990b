import { cutIntoPassages } from '@coco/server/documents/ingest/chunk-text'
import { readMarkdown } from '@coco/server/documents/ingest/read-markdown'
import { createSections } from '@coco/server/documents/ingest/sections'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeptDocument } from './document-search.ts'

const FOLDER = join(import.meta.dirname, '../../../demo/documents')

export interface DemoDocument extends KeptDocument {
  fileName: string
  isPersonal: boolean
}

/** A tenant's documents of the demonstration, read and cut as an upload is. */
export function readDemoDocuments(tenant: string): DemoDocument[] {
  const folder = join(FOLDER, tenant)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((fileName) => {
      const text = readFileSync(join(folder, fileName), 'utf8')
      const sections = createSections(1_000_000)
      const title = readMarkdown(text, sections) ?? fileName
      const isPersonal = /^contains_pii: true$/m.test(text)
      return { fileName, title, isPersonal, passages: cutIntoPassages(sections.finish()) }
    })
}
