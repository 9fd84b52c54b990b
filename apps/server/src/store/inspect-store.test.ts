import { tempFolder } from '@coco/core/testing/temp-folder'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lockFolder } from '../platform/database/lock-folder.ts'
import { inspectStore } from './inspect-store.ts'
import { databaseFolder } from './open-store.ts'

test('an embedded database that another process holds without answering is told apart from one that is closed', async () => {
  using data = tempFolder()
  const folder = databaseFolder(data.path)
  const place = { databaseUrl: null, dataDir: data.path }
  expect(await inspectStore(place)).toEqual({ state: 'not_open', folder, isThere: false })
  const unlock = lockFolder(folder)
  expect(await inspectStore(place)).toEqual({ state: 'held', folder })
  // What a process that hangs has written down leads nowhere.
  writeFileSync(`${folder}/socket`, data.path)
  expect(await inspectStore(place)).toEqual({ state: 'held', folder })
  unlock?.()
  expect(await inspectStore(place)).toEqual({ state: 'not_open', folder, isThere: true })
})
