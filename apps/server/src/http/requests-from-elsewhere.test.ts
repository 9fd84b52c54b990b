import { expect, test } from 'vitest'
import { hostnameOf } from './requests-from-elsewhere.ts'

test.each([
  ['localhost', 'localhost'],
  ['LOCALHOST:8000', 'localhost'],
  ['127.0.0.1:8000', '127.0.0.1'],
  ['[::1]:8000', '::1'],
  ['coco.example.com', 'coco.example.com'],
])('%s names %s', (header, name) => expect(hostnameOf(header)).toBe(name))

test.each([
  undefined,
  '',
  'a b',
  'evil.com/localhost',
  'localhost@evil.com',
  'localhost:8000:1',
  'localhost, evil.com',
])('%j names nothing', (header) => expect(hostnameOf(header)).toBeNull())
