/**
 * `node scripts/image/rehearse.mjs`, as root on Linux: carries out deploy/docker/Dockerfile without a container engine, in a
 * clean folder, from what is committed. Starts the result as the image's user in a tree that belongs to root, and asks it
 * whether it lives. It is no container: the base image, its libraries and the engine's isolation are not tried.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { readDockerfile } from './read-dockerfile.mjs'

const PORT = 18_431
const START_LIMIT_MS = 60_000

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
  const before = listing(root)
  const [, ...args] = command
  execFileSync(node, ['apps/cli/src/main.ts', '--help'], { cwd: root, uid, gid: uid, env, stdio: 'ignore' })
  const startedAt = performance.now()
  const server = spawn(node, args, {
    cwd: root,
    uid,
    gid: uid,
    env: {
      ...env,
      COCO_PORT: String(PORT),
      COCO_DATA_DIR: join(root, 'data'),
      COCO_SESSION_SECRET: 'only-for-the-rehearsal-of-the-image-0123456789',
      COCO_PUBLIC_URL: 'https://coco.example.com',
      SNOWFLAKE_ACCOUNT: 'COCO-LOCAL',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => server.once('exit', resolve))
  try {
    const url = `http://127.0.0.1:${PORT}`
    while (
      !(await fetch(`${url}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ))
    ) {
      if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode}.`)
      if (performance.now() - startedAt > START_LIMIT_MS) throw new Error('The server does not answer /healthz.')
      await sleep(50)
    }
    console.log(`Started in ${Math.round(performance.now() - startedAt)} ms`)
    execFileSync(node, healthCheck.slice(1), { env: { COCO_PORT: String(PORT) }, uid, gid: uid })
    const page = await fetch(`${url}/`)
    const html = await page.text()
    const asset = /\/assets\/[\w.-]+\.js/.exec(html)?.[0]
    if (asset === undefined || !(await fetch(url + asset)).ok)
      throw new Error(`The page (${page.status}) has no script.`)
  } finally {
    server.kill('SIGTERM')
  }
  const code = await ended
  if (code !== 0) throw new Error(`SIGTERM ended the server with ${code}, not 0.`)
  if (listing(root) !== before) throw new Error('Something was written outside the data folder.')
  console.log('The image starts, serves its page, stops on SIGTERM and wrote nothing outside its data folder.')
}

/** @param {string} root */
function listing(root) {
  const own = readdirSync(root).filter((name) => name !== 'data')
  return execFileSync('find', [...own, '-printf', '%p %s %T@\n'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 })
}
