import { UploadView } from '@coco/shared/document-views'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { UploadRow } from './upload-row.tsx'

const UPLOAD = {
  id: '0d9ec3c4-8d0b-4d4e-8a36-0f0a3a5f7c11',
  fileName: 'travel.pdf',
  mediaType: 'application/pdf',
  bytes: 3_400_000,
  state: 'reading',
  title: 'Travel rules',
  tags: [],
  isPersonal: false,
  findings: [],
  progress: { done: 0, total: 0 },
  problem: null,
  documentId: null,
  createdAt: '2026-11-27T05:00:00.000Z',
}
const shown = (changed: object) =>
  renderToStaticMarkup(
    <UploadRow
      upload={UploadView.parse({ ...UPLOAD, ...changed })}
      onReview={() => {}}
      onRetry={() => {}}
      onDiscard={() => {}}
    />,
  )
const buttonsIn = (html: string) =>
  [...html.matchAll(/<button[^>]*>(?:<svg.*?<\/svg>)?([^<]+)/g)].map(([, word]) => word)

test('a file that is being indexed shows how far it is, in words and as a bar', () => {
  const html = shown({ state: 'indexing', progress: { done: 30, total: 120 } })
  expect(html).toContain('Being indexed, 30 of 120 passages')
  expect(html).toMatch(/<progress aria-label="Progress of travel.pdf" value="0.25"/)
  expect(html).toContain('3.4 MB')
})

test('what can only end the same is not offered again', () => {
  const problem = { code: 'password_protected', message: 'It is encrypted.', isFinal: true }
  const html = shown({ state: 'failed', problem })
  expect(html).toContain('The file is protected by a password.')
  // In English, for programs and for whoever helps.
  expect(html).not.toContain('It is encrypted.')
  expect(buttonsIn(html)).toEqual(['Dismiss'])
})

test('what may work another time is offered again; whoever may see it is shown what would allow it', () => {
  const fix = 'GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE ALPHA_ROLE;'
  const progress = { done: 0, total: 12 }
  const html = shown({
    state: 'failed',
    progress,
    problem: { code: 'embedding_refused', message: '', isFinal: false, fix },
  })
  expect(html).toContain(fix)
  expect(buttonsIn(html)).toEqual(expect.arrayContaining(['Try again', 'Dismiss']))
  const interrupted = shown({
    state: 'failed',
    progress,
    problem: { code: 'interrupted', message: '', isFinal: false },
  })
  expect(interrupted).not.toContain('GRANT')
})

test('a file that was not read to its end has to be added again', () => {
  const html = shown({ state: 'failed', problem: { code: 'interrupted', message: '', isFinal: false } })
  expect(html).toContain('Add the file again.')
  expect(buttonsIn(html)).toEqual(['Dismiss'])
})

test('a file that is read waits for a look at it before it is kept', () => {
  expect(buttonsIn(shown({ state: 'ready' }))).toEqual(['Review', 'Discard'])
})
