import { expect, test } from 'vitest'
import { isLoopbackHost } from './loopback.ts'

test.each(['localhost', 'LocalHost', '127.0.0.1', '127.8.9.10', '::1', '[::1]', ' localhost '])(
  '%j is this machine alone',
  (host) => expect(isLoopbackHost(host)).toBe(true),
)

test.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.evil.example', '127.evil.example', '127.1', ''])(
  '%j may be somebody else',
  (host) => expect(isLoopbackHost(host)).toBe(false),
)
