import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { confinement } from './confine-process.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../../../../', import.meta.url))

/** What a confined process says to a line of code. */
async function confined(code: string): Promise<string> {
  const script = `try { ${code}; console.log('done') } catch (error) { console.log(error.code ?? error.name) }`
  const { stdout } = await run(process.execPath, [...confinement(), '--eval', script], { cwd: root, env: {} })
  return stdout.trim()
}

test.each([
  ['reads a key', `fs.readFileSync('keys/README.md')`, 'ERR_ACCESS_DENIED'],
  ['reads the settings', `fs.readFileSync('.env.example')`, 'ERR_ACCESS_DENIED'],
  ['writes', `fs.writeFileSync('apps/server/written', '')`, 'ERR_ACCESS_DENIED'],
  ['starts a program', `child_process.execFileSync('true')`, 'ERR_ACCESS_DENIED'],
  ['makes code of a string', `new Function('return 1')()`, 'EvalError'],
  ['reads its own modules', `fs.readFileSync('apps/server/package.json')`, 'done'],
])('a process that reads uploads and %s: %s gives %s', async (_, code, said) => {
  expect(await confined(code)).toBe(said)
})
