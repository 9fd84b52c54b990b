import { tempFolder } from '@coco/core/testing/temp-folder'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { create } from 'tar'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openEmbeddedDatabase } from '../../platform/database/embedded-database.ts'
import { lockFolder } from '../../platform/database/lock-folder.ts'
import { databaseFolder, openStore } from '../open-store.ts'
import { backUpData } from './back-up-data.ts'
import { restoreData } from './restore-data.ts'

const nothing = () => {}
const made = tempFolder()
const whole = made.file('whole.tar.gz')

beforeAll(async () => {
  const log = { info: nothing, warn: nothing, fatal: nothing }
  await (await openStore({ databaseUrl: null, dataDir: made.path, log })).close()
  await backUpData({ dataDir: made.path, file: whole })
  return () => made[Symbol.dispose]()
}, 60_000)

function newFolder() {
  const folder = tempFolder()
  onTestFinished(() => folder[Symbol.dispose]())
  return folder
}

/** What a refused restore leaves behind. */
async function refusedWith(bytes: Buffer): Promise<string> {
  const folder = newFolder()
  const file = folder.file('it.tar.gz')
  writeFileSync(file, bytes)
  const dataDir = folder.file('data')
  let message = ''
  await restoreData({ dataDir, file, isReplacing: true }).catch((error: Error) => (message = error.message))
  expect(readdirSync(dataDir)).toEqual(['database'])
  expect(existsSync(join(dataDir, 'database/pgdata'))).toBe(false)
  return message
}

test('a backup is readable by its owner alone, and leaves nothing else behind', () => {
  expect(statSync(whole).mode & 0o777).toBe(0o600)
  expect(readdirSync(made.path).toSorted()).toEqual(['database', 'whole.tar.gz'])
  expect(readdirSync(databaseFolder(made.path)).toSorted()).toEqual(['lock.sqlite', 'pgdata'])
})

describe('a backup is refused', () => {
  test('over a file that is there, without a database, into the database itself or no folder, and beside a server', async () => {
    const folder = newFolder()
    await expect(backUpData({ dataDir: made.path, file: whole })).rejects.toThrow('is there already')
    const file = folder.file('new')
    await expect(backUpData({ dataDir: folder.path, file })).rejects.toThrow('There is no database')
    const inside = join(databaseFolder(made.path), 'pgdata/it.tar.gz')
    await expect(backUpData({ dataDir: made.path, file: inside })).rejects.toThrow('lies in the folder of the database')
    const nowhere = folder.file('none/new')
    await expect(backUpData({ dataDir: made.path, file: nowhere })).rejects.toThrow('There is no folder')
    const unlock = lockFolder(databaseFolder(made.path))
    await expect(backUpData({ dataDir: made.path, file })).rejects.toThrow(/is running on .* Stop it, back up/)
    unlock?.()
    expect(existsSync(file)).toBe(false)
  })
})

describe('a restore is refused, and changes nothing', () => {
  test.each([
    ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['without its last bytes', (bytes: Buffer) => bytes.subarray(0, -20)],
    ['empty', () => Buffer.alloc(0)],
    ['of anything else', () => Buffer.from('no archive at all')],
    ['with one byte changed', flipOneByte],
  ])(
    'an archive %s',
    async (_what, damage) => {
      expect(await refusedWith(damage(readFileSync(whole)))).toMatch(/is not a whole backup: .*Nothing was changed\.$/s)
    },
    60_000,
  )

  test('an archive of a newer Coco', async () => {
    const newer = gunzipSync(readFileSync(whole)).toString('latin1').replace('"name":"0001_', '"name":"9901_')
    expect(await refusedWith(gzipSync(Buffer.from(newer, 'latin1')))).toMatch(/was made by a newer Coco \(9901_/)
  }, 60_000)

  test.each([
    ['a link', (folder: string) => symlinkSync('/etc', join(folder, 'pgdata/etc'))],
    ['a file of another name', (folder: string) => writeFileSync(join(folder, 'more'), 'x')],
  ])('an archive with %s', async (_what, add) => {
    const folder = newFolder()
    mkdirSync(folder.file('pgdata'))
    add(folder.path)
    const names = readdirSync(folder.path)
    const file = newFolder().file('it.tar.gz')
    await create({ file, gzip: true, cwd: folder.path }, names)
    expect(await refusedWith(readFileSync(file))).toMatch(/it holds "(pgdata\/etc|more)" \((SymbolicLink|File)\)/)
  })

  test('an archive with a path that leads out of it', async () => {
    const folder = newFolder()
    mkdirSync(folder.file('pgdata'))
    writeFileSync(folder.file('outside'), 'x')
    const file = newFolder().file('it.tar.gz')
    await create({ file, gzip: true, cwd: folder.file('pgdata'), preservePaths: true, prefix: 'pgdata' }, [
      '../outside',
    ])
    expect(await refusedWith(readFileSync(file))).toMatch(/it holds "(pgdata\/)?\.\.\/outside"/)
    expect(existsSync(folder.file('data/outside'))).toBe(false)
  })

  test('beside a server, and over a database that nobody gave up', async () => {
    const unlock = lockFolder(databaseFolder(made.path))
    const options = { dataDir: made.path, file: whole }
    await expect(restoreData({ ...options, isReplacing: true })).rejects.toThrow(/is running on .* Stop it, restore/)
    unlock?.()
    await expect(restoreData({ ...options, isReplacing: false })).rejects.toThrow(
      /already\. Back it up, and give --replace/,
    )
  })
})

test('a restore that was cut off between its renames did not happen: the next start has the old database', async () => {
  const folder = newFolder()
  await restoreData({ dataDir: folder.path, file: whole, isReplacing: false })
  const database = databaseFolder(folder.path)
  writeFileSync(join(database, 'pgdata/mark'), 'the old one')
  renameSync(join(database, 'pgdata'), join(database, 'pgdata.replaced'))
  await (await openEmbeddedDatabase(database)).close()
  expect(readFileSync(join(database, 'pgdata/mark'), 'utf8')).toBe('the old one')
  expect(existsSync(join(database, 'pgdata.replaced'))).toBe(false)
}, 60_000)

test('what a restore that was cut off later left behind is gone after the next start, and never comes back', async () => {
  const folder = newFolder()
  await restoreData({ dataDir: folder.path, file: whole, isReplacing: false })
  const database = databaseFolder(folder.path)
  for (const left of ['pgdata.replaced/base', 'restoring/database/pgdata']) {
    mkdirSync(join(database, left), { recursive: true })
    writeFileSync(join(database, left, 'conversations'), 'of somebody who was erased')
  }
  await (await openEmbeddedDatabase(database)).close()
  expect(readdirSync(database).toSorted()).toEqual(['lock.sqlite', 'pgdata'])
}, 60_000)

test('what a cut-off backup or restore left is in nobody’s way', async () => {
  const folder = newFolder()
  const file = folder.file('again.tar.gz')
  writeFileSync(`${file}.partial`, 'half', { mode: 0o644 })
  await backUpData({ dataDir: made.path, file })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const left = join(databaseFolder(folder.file('data')), 'restoring/database')
  mkdirSync(left, { recursive: true })
  writeFileSync(join(left, 'manifest.json'), '{}')
  await restoreData({ dataDir: folder.file('data'), file, isReplacing: false })
  expect(readdirSync(databaseFolder(folder.file('data'))).toSorted()).toEqual(['lock.sqlite', 'pgdata'])
}, 60_000)

function flipOneByte(bytes: Buffer): Buffer {
  const archive = gunzipSync(bytes)
  // In the middle of the page that holds this table's name in the catalogue, so within a file of the database.
  const at = archive.indexOf('coco_migrations', archive.indexOf('pgdata/base/'))
  archive[at] = 'C'.charCodeAt(0)
  return gzipSync(archive)
}
