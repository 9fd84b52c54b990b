import { afterEach, expect, test, vi } from 'vitest'
import { keepInTab } from './keep-in-tab.ts'

afterEach(() => void vi.unstubAllGlobals())

test('where a browser keeps no more, the page goes on', () => {
  const setItem = vi.fn<(key: string, text: string) => void>(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  vi.stubGlobal('sessionStorage', { setItem })
  expect(() => keepInTab('coco.draft', 'long')).not.toThrow()
  expect(setItem).toHaveBeenCalledWith('coco.draft', 'long')
})
