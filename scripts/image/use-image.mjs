import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPart } from './start-part.mjs'
import { addDocuments, beginChat, loadPage, requireReady, signIn } from './use-server.mjs'

/**
 * Starts the local Snowflake and the server as the image does, and uses them from the first account to SIGTERM in mid-answer.
 * @param {import('./build-image.mjs').Image} image in a tree that may be written nowhere but in `data`
 * @param {{ node: string, snowflakeData: string }} here a Node that the image's user may run, and a folder of theirs
 */
export async function useImage({ root, env, uid, gid, command, healthCheck }, { node, snowflakeData }) {
  const as = { cwd: root, uid, gid }
  const snowflakeEnv = { ...env, EMULATOR_PORT: '0', COCO_DATA_DIR: snowflakeData }
  const snowflake = await startPart(node, ['apps/emulator/src/main.ts'], { ...as, env: snowflakeEnv })
  try {
    const serverEnv = {
      ...env,
      COCO_PORT: '0',
      COCO_DATA_DIR: join(root, 'data'),
      COCO_SESSION_SECRET: randomBytes(32).toString('hex'),
      COCO_PUBLIC_URL: 'https://coco.example.com',
      SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
      CORTEX_BASE_URL_OVERRIDE: `http://127.0.0.1:${snowflake.port}/api/v2/cortex`,
    }
    const [, ...args] = command
    const startedAt = performance.now()
    const server = await startPart(node, args, { ...as, env: serverEnv })
    console.log(`Started in ${Math.round(performance.now() - startedAt)} ms`)
    let code
    try {
      const url = `http://127.0.0.1:${server.port}`
      execFileSync(node, healthCheck.slice(1), { ...as, env: { COCO_PORT: String(server.port) } })
      await requireReady(url)
      await loadPage(url)

      /** @param {string[]} words @param {string} input */
      const coco = (words, input = '') =>
        execFileSync(node, ['apps/cli/src/main.ts', ...words], { ...as, env: serverEnv, input, encoding: 'utf8' })
      const person = { email: 'ann@example.com', password: randomBytes(12).toString('hex') }
      const account = ['user', 'add', person.email, '--name', 'Ann', '--superuser', '--password-stdin']
      coco([...account, '--tenant', 'tenant-alpha'], person.password)
      await signIn(url, person)
      const key = ['key', 'create', '--tenant', 'tenant-alpha', '--name', 'rehearsal', '--role', 'editor']
      const apiKey = coco(key).trim()
      await addDocuments(url, apiKey)
      // Settings, database, account and both tenants: it ends with 1 when anything is wrong.
      console.log(coco(['doctor']))

      const first = await (await beginChat(url, apiKey, 'hi')).rest
      if (!first.includes('event: done')) throw new Error(`The answer did not end as it should: ${first.slice(-300)}`)
      const { rest } = await beginChat(url, apiKey, 'Write a long story about a lighthouse.')
      code = await server.stop()
      const last = /event: (?:done|error)\n.*/.exec(await rest)?.[0]
      if (last === undefined) throw new Error('SIGTERM cut an answer off without a last event.')
      console.log(`SIGTERM in mid-answer: ${last.replace('\n', ', ')}`)
    } finally {
      code ??= await server.stop()
    }
    if (code !== 0) throw new Error(`SIGTERM ended the server with ${code}, not 0.`)
  } finally {
    await snowflake.stop()
  }
}

/** @param {string} path @param {{ uid: number, gid: number }} owner */
export function makeOwnFolder(path, { uid, gid }) {
  mkdirSync(path, { mode: 0o700 })
  chownSync(path, uid, gid)
}

/** As they are mounted: of the administrator of the local Snowflake and of both tenants. @param {string} path @param {{ uid: number, gid: number }} owner */
export function makeKeys(path, owner) {
  makeOwnFolder(path, owner)
  for (const name of ['admin', 'alpha', 'beta']) {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const file = join(path, `${name}_rsa_key.p8`)
    writeFileSync(file, privateKey, { mode: 0o400 })
    chownSync(file, owner.uid, owner.gid)
  }
}
