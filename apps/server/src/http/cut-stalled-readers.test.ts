import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createManualClock } from '../platform/manual-clock.ts'
import { cutStalledReaders } from './cut-stalled-readers.ts'

function setUp() {
  const clock = createManualClock()
  const socket = { writableLength: 0, bytesWritten: 0, isCut: false, destroy: () => (socket.isCut = true) }
  const end = cutStalledReaders(new Set([socket as unknown as Socket]), { stallMs: 30_000, clock })
  return { clock, socket, end }
}

test('a reader that takes nothing for the limit is cut', () => {
  const { clock, socket } = setUp()
  socket.writableLength = 100
  clock.advance(30_000)
  expect(socket.isCut).toBe(false)
  clock.advance(10_000)
  expect(socket.isCut).toBe(true)
})

test('a slow reader that takes a little is not, nor one for whom nothing is waiting', () => {
  const { clock, socket } = setUp()
  clock.advance(600_000)
  socket.writableLength = 100_000
  for (let minute = 0; minute < 10; minute++) {
    socket.writableLength -= 10
    clock.advance(25_000)
  }
  expect(socket.isCut).toBe(false)
})

test('ended, it checks no more', () => {
  const { clock, socket, end } = setUp()
  end()
  socket.writableLength = 100
  clock.advance(600_000)
  expect(socket.isCut).toBe(false)
})
