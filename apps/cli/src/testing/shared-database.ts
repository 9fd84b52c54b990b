import { tempFolder } from '@coco/core/testing/temp-folder'
import { openAdmin } from '@coco/server/admin'
import { afterAll, beforeAll } from 'vitest'

/** A folder whose embedded database is open for as long as the test file: opening it for each command takes seconds. */
export function sharedDatabase(): { path: string } {
  const folder = tempFolder()
  let close = async () => {}
  beforeAll(async () => {
    close = (await openAdmin({ settings: {}, folder: folder.path })).close
  }, 60_000)
  afterAll(async () => {
    await close()
    folder[Symbol.dispose]()
  })
  return folder
}
