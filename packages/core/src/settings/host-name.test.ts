import { expect, test } from 'vitest'
import { toHostName } from './host-name.ts'

test.each([
  [' Coco.Example.COM ', 'coco.example.com'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
  ['[::1]', '::1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['[2001:DB8:0:0::7]', '2001:db8::7'],
  ['fe80::1%eth0', 'fe80::1%eth0'],
  ['[nonsense]', 'nonsense'],
  ['', ''],
])('%j is compared as %j', (text, name) => expect(toHostName(text)).toBe(name))
