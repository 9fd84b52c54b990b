import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { projectRoot } from './project-root.mjs'

const scripts: ChildProcess[] = []
afterEach(() => {
  for (const script of scripts.splice(0)) script.kill('SIGKILL')
})

/** A child that says that it runs, and stays. `onSignal` is its SIGTERM handler; without one it dies by the signal. */
const staying = (onSignal = '') =>
  `${onSignal && `process.on('SIGTERM', () => { ${onSignal} });`} process.on('disconnect', () => process.exit());` +
  `console.log('running'); setInterval(() => {}, 1000)`

/** A script that runs such a child through runChild, as npm start does. `under` is the program that runs the script. */
async function scriptRunning(kind: 'tool' | 'app', child: string, under: 'nothing' | 'npm' = 'nothing') {
  const source =
    `import { runScript } from './scripts/bootstrap/run-script.mjs'; import { runChild } from './scripts/bootstrap/run-child.mjs';` +
    `await runScript(async () => (await runChild(process.execPath, ['-e', process.argv[1]], { output: 'show', kind: '${kind}' })).code)`
  const node = [process.execPath, '--input-type=module', '-e', source, child]
  // A shell that waits stands in for npm: it is the script's parent, and what a script of npm sees in its environment.
  const [command = '', ...args] = under === 'npm' ? ['/bin/sh', '-c', '"$@"; exit', 'sh', ...node] : node
  const script = spawn(command, args, {
    cwd: projectRoot,
    env: { ...process.env, npm_lifecycle_event: under === 'npm' ? 'start' : undefined },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  scripts.push(script)
  // `close` comes when nobody holds the script's output any more, and all that it started does.
  const allEnded = new Promise<number | NodeJS.Signals | null>((resolve) => {
    script.once('close', (code, signal) => resolve(code ?? signal))
  })
  const lines = createInterface({ input: script.stdout })[Symbol.asyncIterator]()
  const next = async () => String((await lines.next()).value)
  await next() // the child runs
  return { script, allEnded, next }
}

test.each(['tool', 'app'] as const)('a %s ends with the script that started it, even by SIGKILL', async (kind) => {
  const { script, allEnded } = await scriptRunning(kind, staying())
  script.kill('SIGKILL')
  expect(await allEnded).toBe('SIGKILL')
})

test('an app ends when npm, which ran the script, is killed', async () => {
  const { script, allEnded } = await scriptRunning('app', staying(), 'npm')
  script.kill('SIGKILL')
  expect(await allEnded).toBe('SIGKILL')
})

test('a script goes on when nobody reads what it says any more, as in npm start 2>&1 | head -1', async () => {
  const source =
    `import { runScript } from './scripts/bootstrap/run-script.mjs'; import { say } from './scripts/bootstrap/say.mjs';` +
    `await runScript(async () => { for await (const _ of process.stdin) {} say('one'); say('two'); console.log('three'); return 7 })`
  const script = spawn(process.execPath, ['--input-type=module', '-e', source], {
    cwd: projectRoot,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  scripts.push(script)
  const ended = once(script, 'exit')
  script.stdout.destroy()
  script.stderr.destroy()
  script.stdin.end() // only now it speaks
  expect(await ended).toEqual([7, null])
})

test('an app is asked to stop, takes its time, and its exit code is the result', async () => {
  const inGoodOrder = `setTimeout(() => { console.log('closed'); process.exit(0) }, 50)`
  const { script, allEnded, next } = await scriptRunning('app', staying(inGoodOrder))
  script.kill('SIGTERM')
  expect(await next()).toBe('closed')
  expect(await allEnded).toBe(0)
})

test('a tool that is stopped half-way makes the script end as stopped by the signal', async () => {
  const { script, allEnded } = await scriptRunning('tool', staying())
  script.kill('SIGINT')
  expect(await allEnded).toBe(130)
})

test('a tool that ignores the signal is killed', async () => {
  const { script, allEnded } = await scriptRunning('tool', staying('0'))
  script.kill('SIGTERM')
  expect(await allEnded).toBe(143)
}, 15_000)
