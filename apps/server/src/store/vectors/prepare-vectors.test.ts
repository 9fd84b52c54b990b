import type { Client } from 'pg'
import { expect, test } from 'vitest'
import { prepareVectors } from './prepare-vectors.ts'

/** A database that has the files of pgvector and refuses to take it on. There is none here that does so. */
function refusing(code: string) {
  const asked: string[] = []
  const query = async (sql: string) => {
    asked.push(sql)
    if (sql.startsWith('CREATE EXTENSION')) throw Object.assign(new Error('no'), { code })
    return { rows: sql.includes('pg_available_extensions') ? [{ isInstalled: false }] : [] }
  }
  return { client: { query } as unknown as Client, asked }
}

test('who may not add pgvector is told what a superuser runs, and starts', async () => {
  const { client, asked } = refusing('42501')
  const { isAvailable, reason } = await prepareVectors(client)
  expect(isAvailable).toBe(false)
  expect(reason).toContain('A superuser runs once in this database: CREATE EXTENSION vector;')
  expect(asked.at(-1)).toContain('pg_advisory_unlock')
})

test('where it is named and its files are missing it is not there', async () => {
  expect((await prepareVectors(refusing('58P01').client)).reason).toContain('has no pgvector')
})

test('what else goes wrong is not hidden', async () => {
  await expect(prepareVectors(refusing('53100').client)).rejects.toThrow('no')
})
