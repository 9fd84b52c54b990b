import { type ChildProcess, fork } from 'node:child_process'

export interface RunningProcess extends AsyncDisposable {
  url: string
  pid: number
}

/** Starts a process that says by IPC where it listens. @throws Error when it ends before that */
export async function startProcess(
  file: string,
  options: { args?: string[]; env?: Record<string, string>; cwd?: string } = {},
): Promise<RunningProcess> {
  const child = fork(file, options.args ?? [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH ?? '', ...options.env },
    ...(options.cwd && { cwd: options.cwd }),
  })
  const url = await listening(child, file)
  return {
    url,
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function listening(child: ChildProcess, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (isListening(message)) resolve(message.url)
    })
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it listened`)))
  })
}

function isListening(message: unknown): message is { type: 'listening'; url: string } {
  return typeof message === 'object' && message !== null && 'url' in message && typeof message.url === 'string'
}
