/**
 * Runs a program for run-child.mjs and ends it when the script that asked for it is gone, however it went: a closed
 * IPC channel is the one thing that even SIGKILL leaves behind. Usage: node leash.mjs COMMAND [ARGUMENT …]
 */
import { spawn } from 'node:child_process'

const GRACE_MS = 10_000
const [command = '', ...args] = process.argv.slice(2)

// The group's signals are meant for the program; its end is ours.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})

process.once('disconnect', () => {
  process.kill(-process.pid, 'SIGTERM')
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), GRACE_MS).unref()
})

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
child.once('error', (error) => {
  console.error(error.message)
  process.exit(127)
})
child.once('close', (code) => process.exit(code ?? 1))
