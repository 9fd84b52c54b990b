import { describe, expect, test } from 'vitest'
import { seededRandom } from '../writer/seeded-random.ts'
import { cutIntoWrites } from './cut-into-writes.ts'

describe('frames are cut', () => {
  const frames = Array.from({ length: 200 }, (_, index) => Buffer.from(`data: {"n":${index},"text":"世界 🌍"}\n\n`))

  test('often, and lose nothing', () => {
    const random = seededRandom('a')
    const writes = frames.map((frame) => cutIntoWrites(frame, random))
    expect(Buffer.concat(writes.flat())).toEqual(Buffer.concat(frames))
    expect(writes.filter(({ length }) => length === 2).length).toBeGreaterThan(20)
  })

  test('inside a character of several bytes, where there is one', () => {
    const [head, tail] = cutIntoWrites(Buffer.from('世'), () => 0)
    expect([head?.length, tail?.length]).toEqual([1, 2])
  })

  test('elsewhere when all characters are single bytes', () => {
    const writes = cutIntoWrites(Buffer.from('data: {}'), () => 0)
    expect(writes.map(String)).toEqual(['d', 'ata: {}'])
  })
})
