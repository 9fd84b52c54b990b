import { UploadId } from '@coco/shared/ids'
import { expect, test } from 'vitest'
import { newsOf } from './upload-news.ts'

const upload = (state: 'reading' | 'ready' | 'indexing' | 'done' | 'failed') => ({
  id: UploadId.parse('0d9ec3c4-8d0b-4d4e-8a36-0f0a3a5f7c11'),
  state,
  title: 'Travel rules',
  fileName: 'travel.md',
})

test('a step that somebody waits for is told once, the others are not', () => {
  expect(newsOf([], [upload('ready')])).toBe('travel.md is ready for review.')
  expect(newsOf([upload('ready')], [upload('indexing')])).toBeNull()
  expect(newsOf([upload('indexing')], [upload('indexing')])).toBeNull()
  expect(newsOf([upload('indexing')], [upload('done')])).toBe('“Travel rules” is kept and can be found.')
  expect(newsOf([upload('done')], [upload('done')])).toBeNull()
  expect(newsOf([upload('reading')], [upload('failed')])).toBe('travel.md could not be kept.')
  expect(newsOf([upload('failed')], [])).toBeNull()
})
