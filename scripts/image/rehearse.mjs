/**
 * `node scripts/image/rehearse.mjs`, as root on Linux: carries out deploy/docker/Dockerfile without a container engine, in a
 * clean folder, from what is committed. Starts server and local Snowflake as the image's user in a tree that belongs to root and
 * that nobody may write, and uses them. It is no container: the base image, its libraries and the engine's isolation are not tried.
 */
import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { readDockerfile } from './read-dockerfile.mjs'
import { startPart } from './start-part.mjs'
import { addDocuments, beginChat, loadPage, requireReady, signIn } from './use-server.mjs'

if (process.getuid?.() !== 0) throw new Error('The rehearsal gives files to other users: run it as root on Linux.')
const folder = mkdtempSync(join(tmpdir(), 'coco-image-'))
chmodSync(folder, 0o755)
try {
  const image = build()
  await tryOut(image)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @returns {{ root: string, env: Record<string, string>, uid: number, command: string[], healthCheck: string[] }} */
function build() {
  const context = join(folder, 'context')
  mkdirSync(context)
  const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: projectRoot, maxBuffer: 2 ** 30 })
  const ignored = readFileSync(join(projectRoot, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  const excluded = ignored.map((pattern) => `--exclude=${pattern.replace('**/', '')}`)
  execFileSync('tar', ['x', '--anchored', ...excluded, '-C', context], { input: archive })

  /** @type {Map<string, string>} */
  const stages = new Map()
  let root = ''
  let workdir = '/'
  let uid = 0
  /** @type {string[]} */
  let command = []
  /** @type {string[]} */
  let healthCheck = []
  /** @type {Record<string, string>} */
  const env = {}
  for (const { instruction, rest, line } of readDockerfile(
    readFileSync(join(projectRoot, 'deploy/docker/Dockerfile'), 'utf8'),
  )) {
    console.log(`${line}: ${instruction} ${rest}`)
    if (instruction === 'FROM') {
      root = join(folder, `stage-${line}`)
      mkdirSync(root)
      stages.set(/ AS (\S+)$/.exec(rest)?.[1] ?? 'image', root)
    } else if (instruction === 'WORKDIR') {
      workdir = rest
      mkdirSync(join(root, workdir), { recursive: true })
    } else if (instruction === 'COPY') {
      const [, stage, source = '', target = ''] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(rest) ?? []
      const from = join(stage === undefined ? context : (stages.get(stage) ?? ''), source)
      cpSync(from, join(root, workdir, target), { recursive: true, verbatimSymlinks: true })
    } else if (instruction === 'RUN') {
      execFileSync('sh', ['-c', rest], { cwd: join(root, workdir), stdio: ['ignore', 'ignore', 'inherit'] })
    } else if (instruction === 'ENV') {
      for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) env[name] = value
    } else if (instruction === 'USER') uid = Number.parseInt(rest, 10)
    else if (instruction === 'HEALTHCHECK') healthCheck = JSON.parse(rest.slice(rest.indexOf('[')))
    else if (instruction === 'CMD') command = JSON.parse(rest)
  }
  return { root: join(root, workdir), env, uid, command, healthCheck }
}

/** @param {ReturnType<typeof build>} image */
async function tryOut({ root, env, uid, command, healthCheck }) {
  const compressed = execFileSync('sh', ['-c', 'tar c . | gzip | wc -c'], { cwd: root, encoding: 'utf8' })
  console.log(`Our layers, compressed: ${(Number(compressed) / 1e6).toFixed(1)} MB`)
  // Node itself may lie where only root may look.
  const node = join(folder, 'node')
  cpSync(process.execPath, node)
  const snowflakeData = join(folder, 'snowflake-data')
  makeOwnFolder(snowflakeData, uid)
  makeKeys(join(root, 'keys'), uid)
  const data = join(root, 'data')
  execFileSync(
    'find',
    ['.', '-path', './data', '-prune', '-o', '!', '-type', 'l', '-exec', 'chmod', 'a-w', '{}', '+'],
    {
      cwd: root,
    },
  )
  const before = listing(root)

  const as = { cwd: root, uid, gid: uid }
  const snowflakeEnv = { ...env, EMULATOR_PORT: '0', COCO_DATA_DIR: snowflakeData }
  const snowflake = await startPart(node, ['apps/emulator/src/main.ts'], { ...as, env: snowflakeEnv })
  try {
    const serverEnv = {
      ...env,
      COCO_PORT: '0',
      COCO_DATA_DIR: data,
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
  if (listing(root) !== before) throw new Error('Something was written outside the data folder.')
  console.log(
    'The image serves page, sign-in, documents and chat, stops on SIGTERM, and wrote nothing outside its data.',
  )
}

/** @param {string} path @param {number} uid */
function makeOwnFolder(path, uid) {
  mkdirSync(path, { mode: 0o700 })
  chownSync(path, uid, uid)
}

/** As they are mounted: of the administrator of the local Snowflake and of both tenants. @param {string} path @param {number} uid */
function makeKeys(path, uid) {
  makeOwnFolder(path, uid)
  for (const name of ['admin', 'alpha', 'beta']) {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const file = join(path, `${name}_rsa_key.p8`)
    writeFileSync(file, privateKey, { mode: 0o400 })
    chownSync(file, uid, uid)
  }
}

/** @param {string} root */
function listing(root) {
  const own = readdirSync(root).filter((name) => name !== 'data')
  return execFileSync('find', [...own, '-printf', '%p %s %T@\n'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
}
