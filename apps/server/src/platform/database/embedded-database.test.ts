import { tempFolder } from '@coco/core/testing/temp-folder'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findOpenDatabase } from './embedded-database.ts'

/** A folder as a server that was killed leaves it, with the place of its socket. */
function leftBehind(folder: string): string {
  const host = join(folder, 'host')
  mkdirSync(host)
  writeFileSync(join(folder, 'socket'), host)
  return host
}

test('an open database is found by what its server wrote down, while that is there', () => {
  using folder = tempFolder()
  expect(findOpenDatabase(folder.path)).toBeNull()
  const host = leftBehind(folder.path)
  expect(findOpenDatabase(folder.path)).toBe(host)
})

// Only root can give a folder to somebody else.
test.runIf(process.getuid?.() === 0)(
  'a place that somebody else has taken since then is none: they would be the database',
  () => {
    using folder = tempFolder()
    chownSync(leftBehind(folder.path), 65_534, 65_534)
    expect(findOpenDatabase(folder.path)).toBeNull()
  },
)
