import { isStorable } from '@coco/shared/text-fields'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDocument, type ReadingLimits } from './read-document.ts'
import { UploadProblemError } from './upload-problem.ts'

const LIMITS: ReadingLimits = { bytes: 1e6, pages: 10, expandedBytes: 1e6, characters: 1e5, passages: 100 }

/** Pieces that parsers take notice of, between bytes that nobody expects. */
const pieces = fc.oneof(
  fc.constantFrom(
    '# ',
    '\n---\n',
    '\n\n',
    '```',
    '<p>',
    '</',
    '<h1>',
    '<b hidden',
    '<!--',
    '&#0;',
    '&amp',
    '"',
    ',',
    ';',
    '|',
    'title: ',
    '\r',
    '﻿',
  ),
  fc.string({ unit: 'binary' }),
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }).map((array) => Buffer.from(array)),
  fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
  fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(`\ufeff${parts.join('')}`, 'utf16le')),
)

test.each(['a.txt', 'a.md', 'a.html', 'a.csv'])(
  'whatever is in %s: text that can be kept, or a problem with a name',
  async (fileName) => {
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const outcome = await readDocument({ bytes: content, mediaType: '', fileName }, LIMITS).catch(
          (error: unknown) => error,
        )
        if (outcome instanceof UploadProblemError) return
        expect(outcome).toMatchObject({ passages: expect.arrayContaining([expect.anything()]) })
        const { title, passages, findings } = outcome as Awaited<ReturnType<typeof readDocument>>
        const texts = [title ?? '', ...passages.flatMap(({ headings, content: text }) => [...headings, text])]
        expect(texts.filter((text) => !isStorable(text))).toEqual([])
        expect(passages.filter(({ content: text }) => text.trim() === '' || text.length > 2_000)).toEqual([])
        expect(findings.flatMap(({ examples }) => examples).every(isStorable)).toBe(true)
      }),
      { numRuns: 200 },
    )
  },
)
