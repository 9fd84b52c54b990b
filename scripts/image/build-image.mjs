import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../bootstrap/project-root.mjs'
import { readDockerfile } from './read-dockerfile.mjs'

/**
 * @typedef {object} Image
 * @property {string} root the folder that the image starts in, as a folder of this machine
 * @property {Record<string, string>} env
 * @property {number} uid
 * @property {number} gid
 * @property {string[]} command
 * @property {string[]} healthCheck
 */

/** Who the image's user is here. Without root nobody can give files to another, so it is whoever calls. */
export const isRoot = process.getuid?.() === 0

/**
 * Carries out deploy/docker/Dockerfile in a folder.
 * @param {string} folder empty
 * @returns {Image}
 */
export function buildImage(folder) {
  const context = join(folder, 'context')
  unpackContext(context)
  const steps = readDockerfile(readFileSync(join(projectRoot, 'deploy/docker/Dockerfile'), 'utf8'))
  const user = steps.findLast(({ instruction }) => instruction === 'USER')?.rest ?? '0:0'
  const [uid = 0, gid = 0] = isRoot ? user.split(':').map(Number) : [process.getuid?.(), process.getgid?.()]

  /** @type {Map<string, string>} */
  const stages = new Map()
  let root = ''
  let workdir = '/'
  /** @type {string[]} */
  let command = []
  /** @type {string[]} */
  let healthCheck = []
  /** @type {Record<string, string>} */
  const env = {}
  for (const { instruction, rest, line } of steps) {
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
      const [theirs, ours] = [`-o ${user.replace(':', ' -g ')}`, `-o ${uid} -g ${gid}`]
      const run = rest.replaceAll(theirs, ours)
      execFileSync('sh', ['-c', run], { cwd: join(root, workdir), stdio: ['ignore', 'ignore', 'inherit'] })
    } else if (instruction === 'ENV') {
      for (const [, name = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) env[name] = value
    } else if (instruction === 'HEALTHCHECK') healthCheck = JSON.parse(rest.slice(rest.indexOf('[')))
    else if (instruction === 'CMD') command = JSON.parse(rest)
  }
  return { root: join(root, workdir), env, uid, gid, command, healthCheck }
}

/**
 * As `docker build .` would send it: what is in this checkout, without what .dockerignore leaves out.
 * @param {string} context
 */
function unpackContext(context) {
  mkdirSync(context)
  const lines = readFileSync(join(projectRoot, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  const patterns = lines.filter((line) => !line.startsWith('!'))
  const anywhere = patterns.filter((pattern) => pattern.startsWith('**/')).map((pattern) => pattern.slice('**/'.length))
  const atTheRoot = patterns.filter((pattern) => !pattern.startsWith('**/')).map((pattern) => `./${pattern}`)
  const exclude = (/** @type {string[]} */ names) => names.map((name) => `--exclude=${name}`)
  const excluded = ['--no-anchored', ...exclude(anywhere), '--anchored', ...exclude(atTheRoot)]
  const archive = execFileSync('tar', ['c', ...excluded, '.'], { cwd: projectRoot, maxBuffer: 2 ** 30 })
  execFileSync('tar', ['x', '-C', context], { input: archive })
  for (const line of lines.filter((one) => one.startsWith('!'))) {
    const path = line.slice('!'.length)
    cpSync(join(projectRoot, path), join(context, path))
  }
}
